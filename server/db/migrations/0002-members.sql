-- Programs, staff, members and the feed by which terminals learn of them.

create table programs (
  version integer primary key check (version >= 1),
  document jsonb not null,
  signature text not null,
  published_at timestamptz not null default now()
);

create table staff (
  staff_id text collate "C" primary key,
  store_id text collate "C" not null references stores,
  name text not null,
  role text not null check (role in ('cashier', 'manager')),
  status text not null check (status in ('active', 'left')),
  pin_hash text not null
);

-- Standing is a read model, kept as the one value that the program engine folds: the sum of the member's postings,
-- which `verify` computes again. What queries look for is read out of it.
create table members (
  member_id text collate "C" primary key,
  version bigint not null default 1 check (version >= 1),
  name text not null,
  phone text,
  status text not null default 'active' check (status in ('active', 'blocked')),
  enrolled_on text not null,
  standing jsonb not null default '{"asOf":"","lots":[],"tierPoints":0,"tierSpendingMinor":0,"tierDays":[],"upgrades":[],"review":null,"tierId":null,"tierSince":null,"tallies":[],"vouchers":[],"takenBack":[],"expired":[],"lastActiveOn":null}',
  tier_points bigint generated always as ((standing ->> 'tierPoints')::bigint) stored,
  tier_id text generated always as (standing ->> 'tierId') stored,
  -- Where the newest posting of the fold stands: a posting that sorts after it is simply added.
  fold_occurred_at bigint not null default -1,
  fold_terminal_id text collate "C" not null default '',
  fold_epoch integer not null default 0,
  fold_terminal_seq bigint not null default 0
);

create index members_phone on members (phone) where phone is not null;

create table cards (
  card_number text collate "C" primary key check (card_number ~ '^[0-9]{13}$'),
  member_id text collate "C" not null references members,
  status text not null check (status in ('active', 'blocked', 'replaced')),
  given_order integer not null,
  unique (member_id, given_order)
);

-- One row per thing, moved to a new position whenever the thing changes: state, not differences.
create table feed (
  thing text collate "C" primary key,
  kind text not null check (kind in ('member', 'program', 'staff')),
  id text collate "C" not null,
  position bigint not null unique
);

-- Updated last in the writing transaction, so that positions are dense and in the order of commits. A sequence would
-- hand out numbers before the commit, and readers would step over rows that are committed late.
create table feed_head (
  is_only boolean primary key default true check (is_only),
  position bigint not null
);
insert into feed_head (position) values (0);
