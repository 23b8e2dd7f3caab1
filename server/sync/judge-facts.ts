import { z } from 'zod'
import { postingsOf } from '../../shared/domain/derive.ts'
import type { FactBody } from '../../shared/domain/fact.ts'
import type { Posting } from '../../shared/domain/posting.ts'
import { readRows, type Transaction } from '../db/database.ts'
import type { Folded, Programs } from '../ledger/fold-postings.ts'
import type { EnvelopedFact } from './envelope.ts'

export type ReadFact = { fact: EnvelopedFact; body: FactBody | undefined }

/** Why a fact is kept and not applied. */
export type FactTrouble =
  | 'body-unreadable'
  | 'posting-id-differs'
  | 'fact-id-used'
  | 'member-unknown'
  | 'program-unknown'
  | 'standing-too-large'
  | 'receipt-number-used'

export type Verdict =
  | { status: 'accepted'; code: null }
  | { status: 'refused' | 'quarantined'; code: FactTrouble }

export const accepted: Verdict = { status: 'accepted', code: null }
export const quarantined = (code: FactTrouble): Verdict => ({ status: 'quarantined', code })

const factIdRow = z.object({ factId: z.string() })
const receiptRow = z.object({ factId: z.string() })

/** What becomes of each fact, in the order of the batch. Claims the receipt numbers of those that are applied. */
export async function judgeFacts(
  transaction: Transaction,
  read: readonly ReadFact[],
  known: { members: ReadonlyMap<string, Folded>; programs: Programs },
): Promise<Verdict[]> {
  const usedIds = await readUsedFactIds(transaction, read)
  const verdicts = read.map(({ fact, body }): Verdict => {
    if (!body) return quarantined('body-unreadable')
    const postings = postingsOf(body)
    if (!arePostingIdsOf(fact.factId, postings)) return quarantined('posting-id-differs')
    if (usedIds.has(fact.factId)) return quarantined('fact-id-used')
    usedIds.add(fact.factId)
    if (!postings.every(({ memberId }) => known.members.has(memberId))) return quarantined('member-unknown')
    if (!postings.every(({ programVersion }) => known.programs.has(programVersion)))
      return quarantined('program-unknown')
    return accepted
  })
  const awards = read.filter(({ body }, index) => verdicts[index] === accepted && body?.kind === 'award')
  const claimed = await claimReceipts(transaction, awards)
  return verdicts.map((verdict, index) => {
    const judged = read[index]
    const isRefused = judged && awards.includes(judged) && !claimed.has(judged.fact.factId)
    return isRefused ? { status: 'refused', code: 'receipt-number-used' } : verdict
  })
}

/**
 * Whether postings have the names that their fact gives them: its own, and for a transfer's receiver, who is somebody
 * else, its own with `/to` after it. No other fact can then have taken them.
 */
function arePostingIdsOf(factId: string, [posting, counterPosting]: readonly Posting[]): boolean {
  if (factId.endsWith('/to') || posting?.postingId !== factId) return false
  if (!counterPosting) return true
  return counterPosting.postingId === `${factId}/to` && counterPosting.memberId !== posting.memberId
}

async function readUsedFactIds(transaction: Transaction, read: readonly ReadFact[]): Promise<Set<string>> {
  const rows = await readRows(
    transaction`select fact_id from facts
      where fact_id = any(${read.map(({ fact }) => fact.factId)}::text[]) and status <> 'quarantined'`,
    factIdRow,
  )
  return new Set(rows.map((row) => row.factId))
}

/**
 * Takes the receipt numbers for these awards; returns the facts that got theirs. The first award of a receipt counts,
 * across all terminals of its store. Sorted, so that two batches never wait for each other in a circle.
 */
async function claimReceipts(transaction: Transaction, awards: readonly ReadFact[]): Promise<Set<string>> {
  const claims = new Map<string, { storeId: string; businessDate: string; number: string; factId: string }>()
  for (const { fact, body } of awards) {
    if (body?.kind !== 'award') continue
    const { storeId, businessDate, factId } = fact
    const number = body.sale.receiptNumber
    const key = JSON.stringify([storeId, businessDate, number])
    if (!claims.has(key)) claims.set(key, { storeId, businessDate, number, factId })
  }
  if (claims.size === 0) return new Set()
  const sorted = [...claims].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, claim]) => claim)
  const rows = await readRows(
    transaction`
      insert into receipts (store_id, business_date, kind, receipt_number, fact_id)
      select store_id, business_date, 'award', receipt_number, fact_id from unnest(
        ${sorted.map((claim) => claim.storeId)}::text[],
        ${sorted.map((claim) => claim.businessDate)}::text[],
        ${sorted.map((claim) => claim.number)}::text[],
        ${sorted.map((claim) => claim.factId)}::text[]
      ) with ordinality as claim (store_id, business_date, receipt_number, fact_id, place)
      order by place
      on conflict do nothing returning fact_id`,
    receiptRow,
  )
  return new Set(rows.map((row) => row.factId))
}
