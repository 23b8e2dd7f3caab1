import { type LedgerEntry, ledgerEntriesOf, movedPoints } from '../../shared/domain/posting.ts'
import type { Transaction } from '../db/database.ts'
import type { StoredPosting } from './stored-posting.ts'

/** Writes postings with their entries and adds the entries to the accounts' balances. */
export async function recordPostings(
  transaction: Transaction,
  recorded: readonly StoredPosting[],
): Promise<void> {
  if (recorded.length === 0) return
  const entries = recorded.flatMap(({ posting }) =>
    ledgerEntriesOf(posting).map((entry) => ({ ...entry, postingId: posting.postingId })),
  )
  await Promise.all([
    insertPostings(transaction, recorded),
    insertEntries(transaction, entries),
    addToAccounts(transaction, entries),
  ])
}

async function insertPostings(transaction: Transaction, recorded: readonly StoredPosting[]): Promise<void> {
  await transaction`
    insert into postings (posting_id, member_id, kind, program_version, points, terminal_id, epoch, terminal_seq,
      occurred_at, business_date, posting)
    select posting_id, member_id, kind, program_version, points, terminal_id, epoch, terminal_seq,
      occurred_at, business_date, posting::jsonb
    from unnest(
      ${recorded.map(({ posting }) => posting.postingId)}::text[],
      ${recorded.map(({ posting }) => posting.memberId)}::text[],
      ${recorded.map(({ posting }) => posting.kind)}::text[],
      ${recorded.map(({ posting }) => posting.programVersion)}::integer[],
      ${recorded.map(({ posting }) => movedPoints(posting))}::bigint[],
      ${recorded.map(({ place }) => place.terminalId)}::text[],
      ${recorded.map(({ place }) => place.epoch)}::integer[],
      ${recorded.map(({ place }) => place.terminalSeq)}::bigint[],
      ${recorded.map(({ place }) => place.occurredAt)}::bigint[],
      ${recorded.map(({ businessDate }) => businessDate)}::text[],
      ${recorded.map(({ posting }) => JSON.stringify(posting))}::text[]
    ) as recorded (posting_id, member_id, kind, program_version, points, terminal_id, epoch, terminal_seq,
      occurred_at, business_date, posting)`
}

async function insertEntries(
  transaction: Transaction,
  entries: readonly (LedgerEntry & { postingId: string })[],
): Promise<void> {
  await transaction`
    insert into ledger_entries (posting_id, account, points)
    select * from unnest(
      ${entries.map((entry) => entry.postingId)}::text[],
      ${entries.map((entry) => entry.account)}::text[],
      ${entries.map((entry) => entry.points)}::bigint[]
    )`
}

/** In sorted account order, so that two transactions never wait for each other in a circle. */
async function addToAccounts(transaction: Transaction, entries: readonly LedgerEntry[]): Promise<void> {
  const sums = new Map<string, number>()
  for (const { account, points } of entries) sums.set(account, (sums.get(account) ?? 0) + points)
  const accounts = [...sums.keys()].sort()
  await transaction`
    insert into accounts (account, balance_points)
    select account, points from unnest(
      ${accounts}::text[], ${accounts.map((account) => sums.get(account) ?? 0)}::bigint[]
    ) with ordinality as added (account, points, place)
    order by place
    on conflict (account) do update set balance_points = accounts.balance_points + excluded.balance_points`
}
