import { applyPosting } from '../../../shared/domain/apply-posting.ts'
import { decideAward } from '../../../shared/domain/award.ts'
import { awardBasisOf } from '../../../shared/domain/award-basis.ts'
import type { ExplanationStep } from '../../../shared/domain/explanation.ts'
import type { FactBody, SealedFact } from '../../../shared/domain/fact.ts'
import { asKind, movedPoints } from '../../../shared/domain/posting.ts'
import { type Decision, refuseWith } from '../../../shared/domain/refusal.ts'
import type { Sale } from '../../../shared/domain/sale.ts'
import { balancePoints } from '../../../shared/domain/standing.ts'
import { mainUnitId } from '../../../shared/domain/unit.ts'
import { ok } from '../../../shared/lib/result.ts'
import { type MemberView, type TierView, tierViewOf } from '../queries/load-member-view.ts'
import type { TillEnv } from '../till-env.ts'
import { type ReceiptNeed, readBill } from './read-bill.ts'
import { type Plan, recordPlan } from './record-plan.ts'

/** Amount and receipt number as typed or scanned. */
export type AwardInput = { memberId: string; amount: string; receiptNumber: string }

export type AwardPreview = {
  points: number
  baseMinor: number
  /** What points have paid on this receipt already; it earns nothing. */
  paidWithPointsMinor: number
  steps: ExplanationStep[]
  tierAfter: TierView | null
  /** Whether the award brings another tier. */
  isUpgrade: boolean
  balanceAfterPoints: number
}

/** What `awardPoints` would do, recorded nowhere. Without a receipt number yet, the points are computed all the same. */
export async function previewAward(env: TillEnv, input: AwardInput): Promise<Decision<AwardPreview>> {
  const plan = await planAward(env, input, 'receipt-optional')
  if (!plan.ok) return plan
  const { body, checkout } = plan.value
  const { posting, steps, sale } = body
  const { program, businessDate } = checkout
  const unitId = mainUnitId(program)
  const before = checkout.known.standing
  const after = applyPosting(before, posting, program)
  return ok({
    points: movedPoints(posting, unitId),
    baseMinor: steps.find((step) => step.step === 'base')?.baseMinor ?? 0,
    paidWithPointsMinor: sale.paidWithPointsMinor,
    steps,
    tierAfter: tierViewOf(program, after, businessDate).tier,
    isUpgrade: after.tierId !== before.tierId,
    balanceAfterPoints: balancePoints(after, unitId),
  })
}

/** Awards points for a sale: decides, records, and gives the member as the screen shows it afterwards. */
export function awardPoints(
  env: TillEnv,
  input: AwardInput & { cashierId: string },
): Promise<Decision<{ fact: SealedFact; view: MemberView }>> {
  return recordPlan(env, input, () => planAward(env, input, 'receipt-required'))
}

type AwardPlan = Plan<Extract<FactBody, { kind: 'award' }>>

async function planAward(env: TillEnv, input: AwardInput, need: ReceiptNeed): Promise<Decision<AwardPlan>> {
  const bill = await readBill(env, input, need)
  if (!bill.ok) return bill
  const { checkout, amountMinor, receiptNumber, onReceipt } = bill.value
  const { program, businessDate, occasion, known } = checkout
  if (onReceipt.some(({ body }) => body.kind === 'award'))
    return refuseWith('receipt-number-used', { receiptNumber })
  const sale: Sale = {
    amountMinor,
    paidWithPointsMinor: discountMinorOf(onReceipt),
    receiptNumber,
  }
  const basis = awardBasisOf({ ...known.row, standing: known.standing }, program, businessDate)
  const postingId = env.newId()
  const decided = decideAward({ postingId, memberId: input.memberId, sale, occasion, basis, program })
  if (!decided.ok) return decided
  const posting = asKind('award', decided.value.posting)
  const body = { kind: 'award' as const, ...decided.value, posting, sale, occasion, basis }
  return ok({ body, checkout })
}

/** Money that points took off a receipt, whoever's points they were: no part of a bill paid with points earns. */
const discountMinorOf = (onReceipt: readonly SealedFact[]): number =>
  onReceipt.reduce((sum, { body }) => sum + (body.kind === 'redeem' ? body.discountMinor : 0), 0)
