import { z } from 'zod'
import { explanationStep } from '../../shared/domain/explanation.ts'
import { type MemberRow, memberRow } from '../../shared/domain/member.ts'
import { memberAccounts, posting } from '../../shared/domain/posting.ts'
import { pointsIn } from '../../shared/domain/standing.ts'
import { type Database, readRow, readRows } from '../db/database.ts'
import { inSnapshot } from '../db/transaction.ts'
import { readMembers } from '../members/member-store.ts'

const entry = z.object({ account: z.string(), points: z.int() })

const postingView = z.object({
  postingId: z.string(),
  kind: z.string(),
  points: z.int(),
  programVersion: z.int(),
  storeId: z.string(),
  terminalId: z.string(),
  epoch: z.int(),
  terminalSeq: z.int(),
  cashierId: z.string(),
  occurredAt: z.int(),
  recordedAt: z.string(),
  businessDate: z.string(),
  hash: z.string(),
  posting,
  entries: z.array(entry),
  /** How the posting was computed, as the terminal recorded it. */
  steps: z.array(explanationStep),
  /** The whole body as sealed: what was sold, what was known when it was decided. */
  body: z.unknown(),
})

/** Why a balance is what it is: every posting with its entries, its fact and its explanation, newest first. */
export const memberLedger = z.object({
  member: memberRow,
  /** Over all units. */
  balancePoints: z.int(),
  /** The accounts' balance in the ledger; always the same number as `balancePoints`. */
  accountPoints: z.int(),
  postings: z.array(postingView),
  hasMore: z.boolean(),
})
export type MemberLedger = z.infer<typeof memberLedger>

const sealedText = z
  .string()
  .transform((text) => JSON.parse(text) as unknown)
  .pipe(
    z.looseObject({
      storeId: z.string(),
      cashierId: z.string(),
      body: z.looseObject({ steps: z.array(explanationStep) }),
    }),
  )
const row = postingView
  .omit({ steps: true, body: true, storeId: true, cashierId: true, recordedAt: true })
  .extend({ sealed: sealedText, recordedAt: z.date() })
const accountRow = z.object({ balancePoints: z.int() })

export async function readMember(database: Database, memberId: string): Promise<MemberRow | undefined> {
  return (await readMembers(database, [memberId]))[0]
}

export async function readMemberLedger(
  database: Database,
  memberId: string,
  page: { limit: number; offset: number },
): Promise<MemberLedger | undefined> {
  return await inSnapshot(database, async (transaction) => {
    const [member] = await readMembers(transaction, [memberId])
    if (!member) return undefined
    const account = await readRow(
      transaction`select coalesce(sum(balance_points), 0)::bigint as balance_points from accounts
        where starts_with(account, ${memberAccounts(memberId)})`,
      accountRow,
    )
    const rows = await readRows(
      transaction`
        select postings.posting_id, postings.kind, points, program_version, terminal_id, epoch, terminal_seq,
          postings.occurred_at, recorded_at, business_date, hash, posting, sealed,
          (select jsonb_agg(jsonb_build_object('account', account, 'points', points) order by account)
            from ledger_entries where ledger_entries.posting_id = postings.posting_id) as entries
        from postings join facts using (terminal_id, epoch, terminal_seq)
        where postings.member_id = ${memberId}
        order by postings.occurred_at desc, terminal_id desc, epoch desc, terminal_seq desc
        limit ${page.limit + 1} offset ${page.offset}`,
      row,
    )
    return {
      member,
      balancePoints: pointsIn(member.standing.lots),
      accountPoints: account?.balancePoints ?? 0,
      postings: rows.slice(0, page.limit).map(({ sealed, recordedAt, ...view }) => ({
        ...view,
        recordedAt: recordedAt.toISOString(),
        storeId: sealed.storeId,
        cashierId: sealed.cashierId,
        steps: sealed.body.steps,
        body: sealed.body,
      })),
      hasMore: rows.length > page.limit,
    }
  })
}
