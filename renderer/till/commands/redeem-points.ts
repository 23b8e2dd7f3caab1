import type { ExplanationStep } from '../../../shared/domain/explanation.ts'
import type { FactBody, SealedFact } from '../../../shared/domain/fact.ts'
import { asKind } from '../../../shared/domain/posting.ts'
import { decideRedeem, redeemBasisOf, redeemMaxPoints } from '../../../shared/domain/redeem.ts'
import { type Decision, refuseWith } from '../../../shared/domain/refusal.ts'
import { parseAmountMinor } from '../../../shared/domain/sale.ts'
import { mainUnitId } from '../../../shared/domain/unit.ts'
import { floorMultiplyDivide } from '../../../shared/lib/integer.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { MemberView } from '../queries/load-member-view.ts'
import { usablePoints } from '../queries/usable-points.ts'
import type { TillEnv } from '../till-env.ts'
import { loadCheckout } from './load-checkout.ts'
import { type ReceiptNeed, readBill } from './read-bill.ts'
import { type Plan, recordPlan } from './record-plan.ts'

/** The bill's amount and its receipt number as typed or scanned; `points` is what the member chose. */
export type RedeemInput = { memberId: string; points: number; amount: string; receiptNumber: string }

export type RedeemPreview = {
  points: number
  discountMinor: number
  steps: ExplanationStep[]
  usableAfterPoints: number
}

/** What may be chosen for a bill. */
export type RedeemOffer = {
  usablePoints: number
  /** The most for this bill; 0 when nothing can be redeemed. */
  largestPoints: number
  largestDiscountMinor: number
  minimumPoints: number
  /** Points go in steps of this; each step takes `stepDiscountMinor` off. */
  everyPoints: number
  stepDiscountMinor: number
  /** A few round choices from small to the largest. */
  choices: { points: number; discountMinor: number }[]
}

/** How many choices a row of buttons holds. */
const choicesMax = 4

/** What the member may redeem against a bill. Refuses `redeem-not-offered` when the program turns no points into money. */
export async function offerRedeem(
  env: TillEnv,
  input: { memberId: string; amount: string },
): Promise<Decision<RedeemOffer>> {
  const loaded = await loadCheckout(env, input.memberId)
  if (!loaded.ok) return loaded
  const { program, businessDate, known } = loaded.value
  const rule = program.pointsIntoMoney
  if (!rule) return refuseWith('redeem-not-offered')
  const amount = parseAmountMinor(input.amount, program.currency.exponent)
  if (!amount.ok) return amount
  const usable = usablePoints(known.standing, rule.unitId ?? mainUnitId(program), businessDate)
  const largestPoints = redeemMaxPoints({ billMinor: amount.value, usablePoints: usable, program })
  const discountMinor = (points: number) => floorMultiplyDivide(points, rule.amountMinor, rule.everyPoints)
  const smallest = Math.max(
    rule.everyPoints,
    Math.ceil(rule.minimumPoints / rule.everyPoints) * rule.everyPoints,
  )
  const doubling = Array.from({ length: choicesMax - 1 }, (_, index) => smallest * 2 ** index)
  const choices = [...doubling.filter((points) => points < largestPoints), largestPoints]
  return ok({
    usablePoints: usable,
    largestPoints,
    largestDiscountMinor: discountMinor(largestPoints),
    minimumPoints: rule.minimumPoints,
    everyPoints: rule.everyPoints,
    stepDiscountMinor: rule.amountMinor,
    choices:
      largestPoints === 0 ? [] : choices.map((points) => ({ points, discountMinor: discountMinor(points) })),
  })
}

/** What `redeemPoints` would do, recorded nowhere. The receipt number may still be missing. */
export async function previewRedeem(env: TillEnv, input: RedeemInput): Promise<Decision<RedeemPreview>> {
  const plan = await planRedeem(env, input, 'receipt-optional')
  if (!plan.ok) return plan
  const { discountMinor, steps, basis } = plan.value.body
  const usableAfterPoints = basis.usablePoints - input.points
  return ok({ points: input.points, discountMinor, steps, usableAfterPoints })
}

/** Takes points for money off a bill: decides, records, and gives the member as the screen shows it afterwards. */
export async function redeemPoints(
  env: TillEnv,
  input: RedeemInput & { cashierId: string },
): Promise<Decision<{ fact: SealedFact; discountMinor: number; view: MemberView }>> {
  const done = await recordPlan(env, input, () => planRedeem(env, input, 'receipt-required'))
  if (!done.ok) return done
  const { fact, body, view } = done.value
  return ok({ fact, discountMinor: body.discountMinor, view })
}

type RedeemPlan = Plan<Extract<FactBody, { kind: 'redeem' }>>

async function planRedeem(
  env: TillEnv,
  input: RedeemInput,
  need: ReceiptNeed,
): Promise<Decision<RedeemPlan>> {
  const bill = await readBill(env, input, need)
  if (!bill.ok) return bill
  const { checkout, amountMinor, receiptNumber, onReceipt } = bill.value
  const { program, businessDate, occasion, known } = checkout
  // One redeem per receipt, and none after its award: the award was computed on what was left to pay.
  if (onReceipt.length > 0) return refuseWith('receipt-number-used', { receiptNumber })
  const { memberId, points } = input
  const unitId = program.pointsIntoMoney?.unitId ?? mainUnitId(program)
  const member = { version: known.row.version, standing: known.standing }
  const asked = {
    points,
    billMinor: amountMinor,
    onBill: [],
    occasion,
    basis: redeemBasisOf(member, { unitId, points, businessDate }),
  }
  const decided = decideRedeem({ postingId: env.newId(), memberId, ...asked, program })
  if (!decided.ok) return decided
  const posting = asKind('redeem', decided.value.posting)
  const body = { kind: 'redeem' as const, ...decided.value, posting, ...asked, receiptNumber }
  return ok({ body, checkout })
}
