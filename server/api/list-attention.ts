import { z } from 'zod'
import { type Database, readRows } from '../db/database.ts'

export const attentionCase = z.object({
  caseKey: z.string(),
  kind: z.string(),
  terminalId: z.string().nullable(),
  memberId: z.string().nullable(),
  factId: z.string().nullable(),
  /** Both sides of the case. */
  detail: z.record(z.string(), z.unknown()),
  openedAt: z.iso.datetime(),
})
export type AttentionView = z.infer<typeof attentionCase>

const row = attentionCase.extend({ openedAt: z.date().transform((date) => date.toISOString()) })

/** The newest cases; more than this many at once is one cause, not many. */
const caseCountMax = 1_000

export const listAttention = (database: Database): Promise<AttentionView[]> =>
  readRows(
    database`select case_key, kind, terminal_id, member_id, fact_id, detail, opened_at from attention
      order by opened_at desc, case_key limit ${caseCountMax}`,
    row,
  )
