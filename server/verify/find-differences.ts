import { z } from 'zod'
import { ledgerEntriesOf } from '../../shared/domain/posting.ts'
import { pointsIn, standing } from '../../shared/domain/standing.ts'
import { canonicalJson } from '../../shared/lib/canonical-json.ts'
import { readRows, type Transaction } from '../db/database.ts'
import { emptyFold, foldPostings } from '../ledger/fold-postings.ts'
import { readPostings } from '../ledger/stored-posting.ts'
import { createProgramLibrary } from '../programs/program-library.ts'
import { compareChains } from './compare-chains.ts'
import type { Found } from './found.ts'
import { pageRows } from './found.ts'

/** Computes everything that can be computed from what was recorded, and says where it differs. Reads from one snapshot. */
export async function findDifferences(transaction: Transaction): Promise<Found> {
  const found: Found = { differences: [], counts: { facts: 0, postings: 0, members: 0, accounts: 0 } }
  await compareAccounts(transaction, found)
  await compareMembers(transaction, found)
  await compareChains(transaction, found)
  return found
}

const accountRow = z.object({ account: z.string(), balancePoints: z.int(), sumPoints: z.int() })
const unbalancedRow = z.object({ postingId: z.string(), sumPoints: z.int() })

/** Balances against the sums of their entries, and each posting's entries against zero. */
async function compareAccounts(transaction: Transaction, found: Found): Promise<void> {
  const accounts = await readRows(
    transaction`
      select coalesce(accounts.account, sums.account) as account, coalesce(balance_points, 0)::bigint as balance_points,
        coalesce(sum_points, 0)::bigint as sum_points
      from accounts full join (
        select account, sum(points)::bigint as sum_points from ledger_entries group by account
      ) as sums using (account)`,
    accountRow,
  )
  found.counts.accounts = accounts.length
  for (const { account, balancePoints, sumPoints } of accounts)
    if (balancePoints !== sumPoints)
      found.differences.push(`account ${account}: balance ${balancePoints}, entries ${sumPoints}`)
  const unbalanced = await readRows(
    transaction`select posting_id, sum(points)::bigint as sum_points from ledger_entries
      group by posting_id having sum(points) <> 0`,
    unbalancedRow,
  )
  for (const { postingId, sumPoints } of unbalanced)
    found.differences.push(`posting ${postingId}: its entries sum to ${sumPoints}, not to zero`)
}

const memberRow = z
  .object({ memberId: z.string(), accountPoints: z.int(), standing })
  .transform(({ memberId, accountPoints, standing: kept }) => ({ memberId, accountPoints, kept }))

/** Standings against the fold of the postings, and both against the ledger. */
async function compareMembers(transaction: Transaction, found: Found): Promise<void> {
  const library = createProgramLibrary()
  for (let after = ''; ; ) {
    const members = await readRows(
      transaction`
        select member_id, standing,
          coalesce((select sum(balance_points) from accounts
            where starts_with(account, 'member:' || member_id || ':')), 0)::bigint as account_points
        from members where member_id > ${after} order by member_id limit ${pageRows}`,
      memberRow,
    )
    const last = members.at(-1)
    if (!last) return
    after = last.memberId
    found.counts.members += members.length
    const postings = await readPostings(
      transaction,
      members.map((member) => member.memberId),
    )
    await comparePostings(transaction, [...postings.values()].flat(), found)
    for (const { memberId, accountPoints, kept } of members) {
      const stored = postings.get(memberId) ?? []
      const versions = stored.map(({ posting }) => posting.programVersion)
      const folded = foldPostings(emptyFold(), stored, await library.load(transaction, versions))
      if (canonicalJson(folded.standing) !== canonicalJson(kept))
        found.differences.push(
          `member ${memberId}: standing ${canonicalJson(kept)}, postings give ${canonicalJson(folded.standing)}`,
        )
      if (pointsIn(kept.lots) !== accountPoints)
        found.differences.push(
          `member ${memberId}: lots give ${pointsIn(kept.lots)}, the account has ${accountPoints}`,
        )
    }
  }
}

const entryRow = z.object({ postingId: z.string(), account: z.string(), points: z.int() })

/** Each posting's entries against what the posting itself gives. */
async function comparePostings(
  transaction: Transaction,
  stored: Awaited<ReturnType<typeof readPostings>> extends Map<string, infer List> ? List : never,
  found: Found,
): Promise<void> {
  found.counts.postings += stored.length
  const rows = await readRows(
    transaction`select posting_id, account, points from ledger_entries
      where posting_id = any(${stored.map(({ posting }) => posting.postingId)}::text[]) order by account`,
    entryRow,
  )
  const byPosting = Map.groupBy(rows, (row) => row.postingId)
  for (const { posting } of stored) {
    const expected = ledgerEntriesOf(posting).sort((a, b) => (a.account < b.account ? -1 : 1))
    const kept = (byPosting.get(posting.postingId) ?? []).map(({ account, points }) => ({ account, points }))
    if (canonicalJson(kept) !== canonicalJson(expected))
      found.differences.push(`posting ${posting.postingId}: entries ${canonicalJson(kept)} are not its own`)
  }
}
