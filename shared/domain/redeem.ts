import { z } from 'zod'
import { floorDivide, floorMultiplyDivide } from '../lib/integer.ts'
import { ok } from '../lib/result.ts'
import { conflictOf, isBillFull } from './combination.ts'
import type { ExplanationStep } from './explanation.ts'
import { programKey } from './field.ts'
import { lotCountMax } from './limits.ts'
import type { Occasion } from './occasion.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { type Decision, refuseWith } from './refusal.ts'
import type { PointsIntoMoney } from './reward.ts'
import { type Lot, lot, negateLots, pointsIn, type Standing, takeFromLots, usableLots } from './standing.ts'
import { mainUnitId } from './unit.ts'
import { isOpen } from './validity.ts'

/** What of the member's standing a redeem looks at, as it was known when the redeem was decided. */
export const redeemBasis = z.strictObject({
  memberVersion: z.int().min(0),
  tierId: programKey.nullable(),
  /** What may be redeemed here and now; never more than the usable lots hold. */
  usablePoints: z.int().min(0),
  /** The lots from which it may take: at least those of the points asked for, soonest to expire first. */
  lots: z.array(lot).max(lotCountMax),
})
export type RedeemBasis = z.infer<typeof redeemBasis>

export type RedeemDecision = { posting: Posting; discountMinor: number; steps: ExplanationStep[] }

/**
 * The basis of taking `points`. `usableHere` is what the terminal may redeem offline (its allowance); left out, all
 * usable points. `exceptPostingId`: the award of the same sale, whose points cannot be spent in it.
 */
export function redeemBasisOf(
  member: { version: number; standing: Standing },
  want: {
    unitId: string
    points: number
    businessDate: string
    usableHere?: number | undefined
    exceptPostingId?: string | undefined
  },
): RedeemBasis {
  const usable = usableLots(member.standing, want)
  const usablePoints = Math.min(pointsIn(usable), want.usableHere ?? Number.MAX_SAFE_INTEGER)
  const wanted = Number.isSafeInteger(want.points) ? Math.max(0, Math.min(want.points, usablePoints)) : 0
  const taken = new Set(takeFromLots(usable, wanted).map((each) => each.lotId))
  return {
    memberVersion: member.version,
    tierId: member.standing.tierId,
    usablePoints,
    lots: usable.filter((each) => taken.has(each.lotId)),
  }
}

/** How a unit becomes money off; nothing when the program does not offer it. */
export function intoMoneyRule(
  program: ProgramDocument,
  unitId = mainUnitId(program),
): PointsIntoMoney | undefined {
  const rules = [
    ...(program.pointsIntoMoney ? [program.pointsIntoMoney] : []),
    ...(program.furtherUnitsIntoMoney ?? []),
  ]
  return rules.find((rule) => (rule.unitId ?? mainUnitId(program)) === unitId)
}

export type RedeemInput = {
  postingId: string
  memberId: string
  points: number
  /** What is left to pay after discounts: the share that points may pay is of this. */
  billMinor: number
  /** What is on the bill already: names of rewards and voucher kinds, `tier-discount`, `outside-discount`. */
  onBill: readonly string[]
  /** Left out: the program's first unit. */
  unitId?: string | undefined
  occasion: Occasion
  basis: RedeemBasis
  program: ProgramDocument
}

/**
 * Decides a redeem of a chosen number of points into money off a bill. More points than usable are refused with the
 * usable number; nothing is clamped silently.
 */
export function decideRedeem(input: RedeemInput): Decision<RedeemDecision> {
  const { points, billMinor, basis, program } = input
  const rule = intoMoneyRule(program, input.unitId)
  if (!rule) return refuseWith('redeem-not-offered')
  const largestPoints = redeemMaxPoints({
    billMinor,
    usablePoints: basis.usablePoints,
    program,
    unitId: input.unitId,
  })
  const refused = redeemRefusal(input, rule, largestPoints)
  if (refused) return refused
  const unitId = rule.unitId ?? mainUnitId(program)
  const discountMinor = floorMultiplyDivide(points, rule.amountMinor, rule.everyPoints)
  const steps: ExplanationStep[] = [
    {
      step: 'points-into-money',
      unitId,
      redeemedPoints: points,
      everyPoints: rule.everyPoints,
      amountMinor: rule.amountMinor,
      discountMinor,
    },
  ]
  const taken = takePosting({ ...input, points, unitId })
  return ok({ posting: taken.posting, discountMinor, steps: [...steps, ...taken.steps] })
}

function redeemRefusal(
  input: RedeemInput,
  rule: PointsIntoMoney,
  largestPoints: number,
): Decision<RedeemDecision> | undefined {
  const { points, billMinor, basis, program } = input
  if (!isOpen(rule.when, input.occasion, basis.tierId)) return refuseWith('redeem-not-now')
  const conflict = conflictOf('points-into-money', input.onBill, program)
  if (conflict) return refuseWith('redeem-not-together', { with: conflict })
  if (isBillFull(input.onBill, program))
    return refuseWith('redeem-bill-full', { perBillMax: program.combination?.perBillMax ?? 0 })
  if (!Number.isSafeInteger(points)) return refuseWith('redeem-points-not-whole')
  if (points <= 0) return refuseWith('redeem-points-missing')
  if (points > basis.usablePoints)
    return refuseWith('redeem-above-usable', { usablePoints: basis.usablePoints, largestPoints })
  if (points < rule.minimumPoints)
    return refuseWith('redeem-below-minimum', { minimumPoints: rule.minimumPoints })
  if (points % rule.everyPoints !== 0)
    return refuseWith('redeem-not-a-step', { everyPoints: rule.everyPoints, largestPoints })
  if (points > (rule.maximumPoints ?? points))
    return refuseWith('redeem-above-maximum', { maximumPoints: rule.maximumPoints ?? 0, largestPoints })
  if (points > billCapPoints(billMinor, rule))
    return refuseWith('redeem-above-bill-share', { percent: rule.billShareMaxPercent, largestPoints })
  return undefined
}

/** The most points that a redeem against this bill may take: whole steps, usable, within the bill's share; 0 when none. */
export function redeemMaxPoints(input: {
  billMinor: number
  usablePoints: number
  program: ProgramDocument
  unitId?: string | undefined
}): number {
  const rule = intoMoneyRule(input.program, input.unitId)
  if (!rule) return 0
  const within = Math.min(
    input.usablePoints,
    billCapPoints(input.billMinor, rule),
    rule.maximumPoints ?? Number.MAX_SAFE_INTEGER,
  )
  const steps = floorDivide(Math.max(0, within), rule.everyPoints) * rule.everyPoints
  return steps >= rule.minimumPoints ? steps : 0
}

/** The largest number of whole steps whose money off stays within the program's share of the bill. */
function billCapPoints(billMinor: number, rule: PointsIntoMoney): number {
  const capMinor = floorMultiplyDivide(Math.max(0, billMinor), rule.billShareMaxPercent, 100)
  const steps = BigInt(floorDivide(capMinor, rule.amountMinor))
  const points = steps * BigInt(rule.everyPoints)
  return points > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(points)
}

/** The posting that takes points from the basis' lots, soonest to expire first. */
export function takePosting(input: {
  postingId: string
  memberId: string
  points: number
  unitId: string
  occasion: Occasion
  basis: RedeemBasis
  program: ProgramDocument
}): { posting: Posting; steps: ExplanationStep[] } {
  const own = input.basis.lots.filter((each) => each.unitId === input.unitId)
  const moves: Lot[] = negateLots(takeFromLots(own, input.points))
  const posting: Posting = {
    kind: 'redeem',
    postingId: input.postingId,
    memberId: input.memberId,
    programVersion: input.program.version,
    businessDate: input.occasion.businessDate,
    moves,
  }
  return { posting, steps: moves.map((move) => ({ step: 'lot', ...move })) }
}
