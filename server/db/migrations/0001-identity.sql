-- Who head office is, and who may talk to it.

create table head_office (
  is_only boolean primary key default true check (is_only),
  -- The life of this data: changes when a backup is restored, so that terminals start reading again.
  generation uuid not null,
  public_key text not null,
  -- Only where several server processes share one database; otherwise the key is in the data folder.
  private_key text
);

create table stores (
  store_id text collate "C" primary key,
  name text not null
);

create table terminals (
  terminal_id text collate "C" primary key,
  store_id text collate "C" not null references stores,
  name text not null,
  last_exchange_at timestamptz
);

-- One enrolment of a terminal: its key and how far its chain is settled.
create table epochs (
  terminal_id text collate "C" not null references terminals,
  epoch integer not null check (epoch >= 1),
  public_key text not null,
  enrolment_nonce text not null,
  -- closed: a newer epoch has begun, late facts are still settled; frozen: forked, nothing is taken.
  status text not null default 'active' check (status in ('active', 'closed', 'frozen')),
  settled_seq bigint not null default 0 check (settled_seq >= 0),
  chain_hash text not null,
  counted_facts bigint not null default 0,
  awarded_points bigint not null default 0,
  redeemed_points bigint not null default 0,
  opened_at timestamptz not null default now(),
  primary key (terminal_id, epoch)
);

create table enrolment_codes (
  -- The first digits, not secret: without them a wrong try could not be counted against any code.
  selector text collate "C" primary key,
  code_hash text not null,
  terminal_id text collate "C" not null references terminals,
  expires_at timestamptz not null,
  tries_left integer not null check (tries_left >= 0),
  used_public_key text,
  used_epoch integer
);
