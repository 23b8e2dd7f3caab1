-- Double entry: a posting's entries sum to zero. Rows are added, never changed.

create table postings (
  posting_id text collate "C" primary key,
  member_id text collate "C" not null references members,
  kind text not null,
  program_version integer not null references programs,
  points bigint not null,
  terminal_id text collate "C" not null,
  epoch integer not null,
  terminal_seq bigint not null,
  occurred_at bigint not null,
  business_date text collate "C" not null,
  posting jsonb not null,
  -- A transfer is one fact with two postings, the giver's and the receiver's.
  unique (terminal_id, epoch, terminal_seq, member_id),
  foreign key (terminal_id, epoch, terminal_seq) references facts
);
create index postings_in_fold_order on postings (member_id, occurred_at, terminal_id, epoch, terminal_seq);

create table ledger_entries (
  posting_id text collate "C" not null references postings,
  account text collate "C" not null,
  points bigint not null,
  primary key (posting_id, account)
);

-- Balance kept, so that it need not be summed; `verify` sums and compares. Within what JavaScript counts exactly.
create table accounts (
  account text collate "C" primary key,
  balance_points bigint not null
    check (balance_points between -9007199254740991 and 9007199254740991)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% are added, never changed: correct with a reversal', tg_table_name using errcode = 'PK001';
end $$;

create trigger ledger_entries_immutable before update or delete or truncate on ledger_entries
  for each statement execute function refuse_change();
create trigger postings_immutable before update or delete or truncate on postings
  for each statement execute function refuse_change();
create trigger facts_immutable before update or delete or truncate on facts
  for each statement execute function refuse_change();
create trigger programs_immutable before update or delete or truncate on programs
  for each statement execute function refuse_change();
