import { z } from 'zod'
import { compareForFold, type FoldPlace, type Posting, posting } from '../../shared/domain/posting.ts'
import { type Queryable, readRows } from '../db/database.ts'

/** A posting and the place from which it came, which is also its place in the fold. */
export type StoredPosting = { posting: Posting; place: FoldPlace; businessDate: string }

const row = z.object({
  posting,
  occurredAt: z.int(),
  terminalId: z.string(),
  epoch: z.int(),
  terminalSeq: z.int(),
  businessDate: z.string(),
})

/** All postings of some members, each member's in the order of the fold. */
export async function readPostings(
  queryable: Queryable,
  memberIds: readonly string[],
): Promise<Map<string, StoredPosting[]>> {
  const byMember = new Map<string, StoredPosting[]>(memberIds.map((memberId) => [memberId, []]))
  if (memberIds.length === 0) return byMember
  const rows = await readRows(
    queryable`select posting, occurred_at, terminal_id, epoch, terminal_seq, business_date from postings
      where member_id = any(${[...memberIds]}::text[])`,
    row,
  )
  for (const { posting, businessDate, ...place } of rows)
    byMember.get(posting.memberId)?.push({ posting, place, businessDate })
  for (const stored of byMember.values()) stored.sort((a, b) => compareForFold(a.place, b.place))
  return byMember
}
