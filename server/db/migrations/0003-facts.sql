-- What happened at the terminals, as it was sent, and the proof of who sent it.

create table facts (
  terminal_id text collate "C" not null,
  epoch integer not null,
  terminal_seq bigint not null check (terminal_seq >= 1),
  fact_id text collate "C" not null,
  hash text not null,
  -- Canonical JSON of the sealed fact. Text, not jsonb, which refuses U+0000 and lone surrogates: a fact is never
  -- refused storage.
  sealed text not null,
  member_id text collate "C",
  occurred_at bigint not null,
  recorded_at timestamptz not null default now(),
  status text not null check (status in ('accepted', 'refused', 'quarantined')),
  code text,
  primary key (terminal_id, epoch, terminal_seq),
  foreign key (terminal_id, epoch) references epochs
);

-- A fact counts once, whichever terminal or epoch sends it.
create unique index facts_accepted_once on facts (fact_id) where status <> 'quarantined';

-- One signature a batch, over the chain's head: proves all facts up to last_seq.
create table batches (
  terminal_id text collate "C" not null,
  epoch integer not null,
  first_seq bigint not null,
  last_seq bigint not null,
  signing_text text not null,
  signature text not null,
  recorded_at timestamptz not null default now(),
  primary key (terminal_id, epoch, last_seq),
  foreign key (terminal_id, epoch) references epochs
);

create table receipts (
  store_id text collate "C" not null,
  business_date text collate "C" not null,
  kind text not null,
  receipt_number text collate "C" not null,
  fact_id text collate "C" not null,
  primary key (store_id, business_date, kind, receipt_number)
);

-- One row per case: the unique key says what the case is about.
create table attention (
  case_key text collate "C" primary key,
  kind text not null,
  terminal_id text collate "C",
  member_id text collate "C",
  fact_id text collate "C",
  detail jsonb not null,
  opened_at timestamptz not null default now()
);
