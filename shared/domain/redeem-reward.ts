import { floorMultiplyDivide } from '../lib/integer.ts'
import { ok } from '../lib/result.ts'
import { conflictOf, isBillFull } from './combination.ts'
import type { ExplanationStep } from './explanation.ts'
import type { Occasion } from './occasion.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { type RedeemBasis, takePosting } from './redeem.ts'
import { type Decision, refuseWith } from './refusal.ts'
import type { Benefit, Reward } from './reward.ts'
import { mainUnitId } from './unit.ts'
import { isOpen } from './validity.ts'
import { issueVouchers } from './voucher.ts'

export type RewardDecision = { posting: Posting; discountMinor: number; steps: ExplanationStep[] }

export type RewardInput = {
  postingId: string
  memberId: string
  rewardId: string
  /** What is left to pay; null outside a sale. */
  billMinor: number | null
  onBill: readonly string[]
  occasion: Occasion
  /** `stockLeft`: pieces left over all members; `timesRedeemed`: by this member. Only looked at where the reward is limited. */
  basis: RedeemBasis & { stockLeft?: number | undefined; timesRedeemed?: number | undefined }
  program: ProgramDocument
}

export const rewardNamed = (program: ProgramDocument, rewardId: string): Reward | undefined =>
  program.rewards?.find((reward) => reward.rewardId === rewardId)

/** Under which key a member's redeems of a reward are counted. */
export const rewardTallyKey = (rewardId: string): string => `reward:${rewardId}:times`

/** Decides a redeem of points for a reward of the catalogue. */
export function decideReward(input: RewardInput): Decision<RewardDecision> {
  const { program } = input
  const reward = rewardNamed(program, input.rewardId)
  if (!reward) return refuseWith('reward-unknown', { rewardId: input.rewardId })
  const refused = rewardRefusal(input, reward)
  if (refused) return refused
  const unitId = reward.unitId ?? mainUnitId(program)
  const taken = takePosting({ ...input, points: reward.costPoints, unitId })
  const vouchers = issueVouchers({
    postingId: input.postingId,
    businessDate: input.occasion.businessDate,
    voucherKindIds: reward.gives.kind === 'voucher' ? [reward.gives.voucherKindId] : [],
    kinds: program.voucherKinds ?? [],
  })
  const brings =
    reward.gives.kind === 'voucher'
      ? { discountMinor: 0, steps: [] }
      : benefitOn(reward.gives, input.billMinor ?? 0)
  const isCounted = reward.perMemberMax !== undefined
  const tallies = [{ key: rewardTallyKey(reward.rewardId), period: 'all', amount: 1 }]
  const posting: Posting = {
    ...taken.posting,
    ...(isCounted && { tallies }),
    ...(vouchers.length > 0 && { vouchers }),
    rewardId: reward.rewardId,
  }
  const steps: ExplanationStep[] = [
    { step: 'reward', rewardId: reward.rewardId, unitId, costPoints: reward.costPoints },
    ...brings.steps,
    ...taken.steps,
    ...vouchers.map((voucher): ExplanationStep => ({ step: 'voucher', ...voucher })),
    ...(isCounted ? [{ step: 'counted' as const, tallies }] : []),
  ]
  return ok({ posting, discountMinor: brings.discountMinor, steps })
}

function rewardRefusal(input: RewardInput, reward: Reward): Decision<never> | undefined {
  const { basis, program } = input
  const billMinor = input.billMinor ?? 0
  const minimumBillMinor = Math.max(reward.minimumBillMinor ?? 0, needsBill(reward.gives) ? 1 : 0)
  if (!isOpen(reward.when, input.occasion, basis.tierId)) return refuseWith('reward-not-now')
  if (billMinor < minimumBillMinor) return refuseWith('reward-needs-bill', { minimumBillMinor })
  const conflict = conflictOf(reward.rewardId, input.onBill, program)
  if (conflict) return refuseWith('redeem-not-together', { with: conflict })
  if (isBillFull(input.onBill, program))
    return refuseWith('redeem-bill-full', { perBillMax: program.combination?.perBillMax ?? 0 })
  return supplyRefusal(input, reward)
}

/** Whether there is one left, for this member, and points enough for it. */
function supplyRefusal(input: RewardInput, reward: Reward): Decision<never> | undefined {
  const { stockLeft, timesRedeemed, usablePoints } = input.basis
  const { costPoints, perMemberMax } = reward
  if (reward.stock !== undefined && (stockLeft ?? reward.stock) <= 0) return refuseWith('reward-out-of-stock')
  if (perMemberMax !== undefined && (timesRedeemed ?? 0) >= perMemberMax)
    return refuseWith('reward-member-limit', { perMemberMax })
  if (costPoints > usablePoints)
    return refuseWith('reward-above-usable', {
      usablePoints,
      costPoints,
      missingPoints: costPoints - usablePoints,
    })
  return undefined
}

const needsBill = (gives: { kind: string }): boolean => gives.kind === 'amount' || gives.kind === 'percent'

/** The money that a benefit takes off a bill: never more than the bill, because no change is given. */
export function benefitOn(
  benefit: Benefit,
  billMinor: number,
): { discountMinor: number; steps: ExplanationStep[] } {
  switch (benefit.kind) {
    case 'amount': {
      const discountMinor = Math.min(benefit.amountMinor, billMinor)
      const { amountMinor } = benefit
      return {
        discountMinor,
        steps: [{ step: 'amount-off', amountMinor, ofMinor: billMinor, discountMinor }],
      }
    }
    case 'percent': {
      const { percent, capMinor } = benefit
      const wholeMinor = floorMultiplyDivide(billMinor, percent, 100)
      const discountMinor = Math.min(wholeMinor, capMinor ?? wholeMinor)
      const cap = capMinor === undefined ? {} : { capMinor }
      return {
        discountMinor,
        steps: [{ step: 'percent-off', percent, ofMinor: billMinor, ...cap, discountMinor }],
      }
    }
    case 'product':
      return {
        discountMinor: 0,
        steps: [{ step: 'product', productCode: benefit.productCode, quantity: benefit.quantity }],
      }
    case 'text':
      return { discountMinor: 0, steps: [{ step: 'benefit', ...benefit.text }] }
  }
}
