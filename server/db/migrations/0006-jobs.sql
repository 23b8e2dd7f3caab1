-- What head office does by itself for each business date, and what of a member it looks at for that.

alter table members
  -- MM-DD; the year is nobody's business.
  add column birthday text check (birthday ~ '^[0-9]{2}-[0-9]{2}$'),
  add column referrer_id text collate "C" references members,
  add column chosen_unit_id text,
  -- The business date on which the referrer's side was decided, so that it is decided once.
  add column referral_settled_on text collate "C";

-- How far each job has come. Written in the transaction that does the work, so that a crash goes on where it stopped.
create table job_runs (
  business_date text collate "C" not null,
  job text not null check (job in ('open-day', 'close-day')),
  last_member_id text collate "C" not null default '',
  member_count bigint not null default 0,
  fact_count bigint not null default 0,
  reminder_count bigint not null default 0,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (business_date, job)
);

-- What is due to be told to a member. Nothing is sent from here: that needs the member's consent and a sender.
create table reminders (
  -- No foreign key: its check would lock members outside the one order in which all batches lock them.
  member_id text collate "C" not null,
  business_date text collate "C" not null,
  kind text not null,
  -- Tells two of a kind on one day apart: a unit and its day, or a voucher.
  subject text collate "C" not null,
  detail jsonb not null,
  recorded_at timestamptz not null default now(),
  primary key (member_id, business_date, kind, subject)
);
create index reminders_by_date on reminders (business_date);
