-- The whole standing as one value, as the program engine folds it; what queries look for is read out of it.
alter table members drop column lots, drop column debt_points, drop column tier_points, drop column tier_id;
alter table members add column standing jsonb not null default '{"asOf":"","lots":[],"tierPoints":0,"tierSpendingMinor":0,"tierDays":[],"upgrades":[],"review":null,"tierId":null,"tierSince":null,"tallies":[],"vouchers":[],"takenBack":[],"expired":[],"lastActiveOn":null}';
alter table members
  add column tier_points bigint generated always as ((standing ->> 'tierPoints')::bigint) stored,
  add column tier_id text generated always as (standing ->> 'tierId') stored;
