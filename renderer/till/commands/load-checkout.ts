import type { SealedFact } from '../../../shared/domain/fact.ts'
import { admitCard } from '../../../shared/domain/member.ts'
import { type Decision, refuseWith } from '../../../shared/domain/refusal.ts'
import { ok } from '../../../shared/lib/result.ts'
import { loadTradingDay, type QueryEnv, type TradingDay } from '../queries/load-program.ts'
import { type KnownStanding, loadStanding } from '../queries/load-standing.ts'

/** What every command of the checkout decides from. */
export type Checkout = TradingDay & { known: KnownStanding }

/** Loads today's program and the member's standing; refuses a blocked member. */
export async function loadCheckout(env: QueryEnv, memberId: string): Promise<Decision<Checkout>> {
  const day = await loadTradingDay(env)
  if (!day) return refuseWith('program-missing')
  const known = await loadStanding(env.db, memberId, day)
  if (!known) return refuseWith('card-unknown')
  const admitted = admitCard(known.row, null)
  return admitted.ok ? ok({ ...day, known }) : admitted
}

/** This terminal's own facts on one receipt of a business date. */
export async function loadReceiptFacts(
  env: QueryEnv,
  receipt: { businessDate: string; receiptNumber: string },
): Promise<SealedFact[]> {
  const records = await env.db.facts.where(receipt).toArray()
  return records.map(({ fact }) => fact)
}
