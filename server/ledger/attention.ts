import type { Transaction } from '../db/database.ts'

/** A case that a manager must look at. `subject` makes it one row: the same case found again is the same case. */
export type AttentionCase = {
  kind:
    | 'fork'
    | 'chain'
    | 'closed-epoch'
    | 'quarantined'
    | 'receipt-number-used'
    | 'difference'
    | 'over-limit'
  subject: string
  terminalId: string | null
  memberId: string | null
  factId: string | null
  detail: Record<string, unknown>
}

export async function openCases(transaction: Transaction, cases: readonly AttentionCase[]): Promise<void> {
  if (cases.length === 0) return
  await transaction`
    insert into attention (case_key, kind, terminal_id, member_id, fact_id, detail)
    select case_key, kind, terminal_id, member_id, fact_id, detail::jsonb from unnest(
      ${cases.map((found) => `${found.kind}:${found.subject}`)}::text[],
      ${cases.map((found) => found.kind)}::text[],
      ${cases.map((found) => found.terminalId)}::text[],
      ${cases.map((found) => found.memberId)}::text[],
      ${cases.map((found) => found.factId)}::text[],
      ${cases.map((found) => JSON.stringify(found.detail))}::text[]
    ) as found (case_key, kind, terminal_id, member_id, fact_id, detail)
    order by case_key
    on conflict (case_key) do nothing`
}
