import { floorDivide, floorMultiplyDivide } from '../lib/integer.ts'
import { ok } from '../lib/result.ts'
import type { ExplanationStep } from './explanation.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { type Decision, refuseWith } from './refusal.ts'
import { type Lot, lotsInOrder } from './standing.ts'

/** What of the member's standing a redeem looks at, as it was known when the redeem was decided. */
export type RedeemBasis = {
  memberVersion: number
  /** What may be redeemed here and now; never more than the lots hold. */
  usablePoints: number
  lots: Lot[]
}

export type RedeemDecision = { posting: Posting; discountMinor: number; steps: ExplanationStep[] }

/**
 * Decides a redeem of a chosen number of points into money off a bill. More points than usable are refused with the
 * usable number; nothing is clamped silently.
 */
export function decideRedeem(input: {
  postingId: string
  memberId: string
  points: number
  billMinor: number
  basis: RedeemBasis
  program: ProgramDocument
}): Decision<RedeemDecision> {
  const { points, billMinor, basis, program } = input
  const rule = program.pointsIntoMoney
  if (!rule) return refuseWith('redeem-not-offered')
  const largestPoints = redeemMaxPoints({ billMinor, usablePoints: basis.usablePoints, program })
  if (!Number.isSafeInteger(points)) return refuseWith('redeem-points-not-whole')
  if (points <= 0) return refuseWith('redeem-points-missing')
  if (points > basis.usablePoints)
    return refuseWith('redeem-above-usable', { usablePoints: basis.usablePoints, largestPoints })
  if (points < rule.minimumPoints)
    return refuseWith('redeem-below-minimum', { minimumPoints: rule.minimumPoints })
  if (points % rule.everyPoints !== 0)
    return refuseWith('redeem-not-a-step', { everyPoints: rule.everyPoints, largestPoints })
  if (points > billCapPoints(billMinor, program))
    return refuseWith('redeem-above-bill-share', { percent: rule.billShareMaxPercent, largestPoints })

  const discountMinor = floorMultiplyDivide(points, rule.amountMinor, rule.everyPoints)
  const lots = takeFromLots(basis.lots, points)
  const posting: Posting = {
    kind: 'redeem',
    postingId: input.postingId,
    memberId: input.memberId,
    programVersion: program.version,
    lots,
  }
  const steps: ExplanationStep[] = [
    {
      step: 'points-into-money',
      redeemedPoints: points,
      everyPoints: rule.everyPoints,
      amountMinor: rule.amountMinor,
      discountMinor,
    },
    ...lots.map((lot): ExplanationStep => ({ step: 'lot', ...lot })),
  ]
  return ok({ posting, discountMinor, steps })
}

/** The most points that a redeem against this bill may take: whole steps, usable, within the bill's share; 0 when none. */
export function redeemMaxPoints(input: {
  billMinor: number
  usablePoints: number
  program: ProgramDocument
}): number {
  const rule = input.program.pointsIntoMoney
  if (!rule) return 0
  const within = Math.min(input.usablePoints, billCapPoints(input.billMinor, input.program))
  const steps = floorDivide(Math.max(0, within), rule.everyPoints) * rule.everyPoints
  return steps >= rule.minimumPoints ? steps : 0
}

/** Points whose money off stays within the program's share of the bill. */
function billCapPoints(billMinor: number, program: ProgramDocument): number {
  const rule = program.pointsIntoMoney
  if (!rule) return 0
  const capMinor = floorMultiplyDivide(billMinor, rule.billShareMaxPercent, 100)
  return floorMultiplyDivide(capMinor, rule.everyPoints, rule.amountMinor)
}

/** Which points of which lots a redeem takes: soonest to expire first. The lots hold at least `points`. */
function takeFromLots(lots: readonly Lot[], points: number): Lot[] {
  const taken: Lot[] = []
  let missing = points
  for (const lot of lotsInOrder(lots)) {
    if (missing === 0) break
    const take = Math.min(lot.points, missing)
    taken.push({ ...lot, points: take })
    missing -= take
  }
  return taken
}
