import type { FactBody, SealedFact } from '../../../shared/domain/fact.ts'
import type { Decision } from '../../../shared/domain/refusal.ts'
import { assert } from '../../../shared/lib/assert.ts'
import { ok } from '../../../shared/lib/result.ts'
import { catchUpWithJournal } from '../db/catch-up-with-journal.ts'
import { loadMemberView, type MemberView } from '../queries/load-member-view.ts'
import type { TillEnv } from '../till-env.ts'
import { inLedgerQueue } from './ledger-queue.ts'
import type { Checkout } from './load-checkout.ts'
import { recordFact } from './record-fact.ts'

/** What is to be recorded, and the day and member it was decided for. */
export type Plan<Body extends FactBody> = { body: Body; checkout: Checkout }

/**
 * Decides and records, one at a time, so that nothing is recorded between the decision and its record; gives the member
 * as the screen shows it afterwards.
 */
export function recordPlan<Body extends FactBody>(
  env: TillEnv,
  input: { memberId: string; cashierId: string },
  decide: () => Promise<Decision<Plan<Body>>>,
): Promise<Decision<{ fact: SealedFact; body: Body; view: MemberView }>> {
  return inLedgerQueue(env.db, async () => {
    const level = await catchUpWithJournal(env)
    if (!level.ok) return level
    const plan = await decide()
    if (!plan.ok) return plan
    const { body, checkout } = plan.value
    const { cashierId, memberId } = input
    const recorded = await recordFact(env, { body, businessDate: checkout.businessDate, cashierId })
    if (!recorded.ok) return recorded
    const view = await loadMemberView(env, memberId)
    assert(view, 'a member of a recorded fact is known')
    return ok({ fact: recorded.value, body, view })
  })
}
