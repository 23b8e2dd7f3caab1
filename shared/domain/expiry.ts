import { z } from 'zod'
import { addMonths, type BusinessDate } from '../lib/calendar.ts'
import { ok } from '../lib/result.ts'
import type { ExplanationStep } from './explanation.ts'
import { lotCountMax } from './limits.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { type Decision, refuseWith } from './refusal.ts'
import { effectiveLots, type Lot, lot, lotsInOrder, type Standing } from './standing.ts'
import { type Unit, unitsOf } from './unit.ts'

/** What of the standing an expiry looks at. */
export const expireBasis = z.strictObject({
  memberVersion: z.int().min(0),
  lots: z.array(lot).max(lotCountMax),
  expired: z.array(lot).max(lotCountMax),
  lastActiveOn: z.string().max(10).nullable(),
})
export type ExpireBasis = z.infer<typeof expireBasis>

export const expireBasisOf = (member: { version: number; standing: Standing }): ExpireBasis => ({
  memberVersion: member.version,
  lots: member.standing.lots,
  expired: member.standing.expired,
  lastActiveOn: member.standing.lastActiveOn,
})

/**
 * Decides what ends at the close of a business date: lots whose last usable day has come, everything of a unit that ends
 * with inactivity. Points that a terminal redeemed in time and reported after the end are given back. Refuses
 * `expire-nothing` when nothing ends, so that a second run, or one after days of downtime, is safe.
 */
export function decideExpire(input: {
  postingId: string
  memberId: string
  businessDate: BusinessDate
  basis: ExpireBasis
  program: ProgramDocument
}): Decision<{ posting: Posting; steps: ExplanationStep[] }> {
  const { program, businessDate } = input
  const perUnit = unitsOf(program).map((unit) => unitExpiry(unit, input.basis, businessDate))
  const moves = perUnit.flatMap((each) => each.moves)
  if (moves.length === 0) return refuseWith('expire-nothing')
  const posting: Posting = {
    kind: 'expire',
    postingId: input.postingId,
    memberId: input.memberId,
    programVersion: program.version,
    businessDate,
    moves,
  }
  const steps = [
    ...perUnit.flatMap((each) => each.steps),
    ...moves.map((move): ExplanationStep => ({ step: 'lot', ...move })),
  ]
  return ok({ posting, steps })
}

function unitExpiry(
  unit: Unit,
  basis: ExpireBasis,
  date: BusinessDate,
): { moves: Lot[]; steps: ExplanationStep[] } {
  const { unitId } = unit
  const given = redeemedInTime(unitId, basis, date)
  const lots = basis.lots.map((each) => ({ ...each, points: each.points + pointsOn(given, each) }))
  const idleOn = inactivityEnd(unit, basis.lastActiveOn)
  const ends = effectiveLots(lots, unitId).filter(
    (each) => (idleOn !== undefined && idleOn <= date) || (each.expiresOn ?? '9999-12-31') <= date,
  )
  const steps: ExplanationStep[] = [
    ...given.map((each) => step(unitId, each.points, 'redeemed-in-time', each.expiresOn ?? date)),
    ...ends.map((each) => {
      const isByDate = (each.expiresOn ?? '9999-12-31') <= date
      return step(
        unitId,
        -each.points,
        isByDate ? 'date' : 'inactivity',
        (isByDate ? each.expiresOn : idleOn) ?? date,
      )
    }),
  ]
  return { moves: lotsInOrder([...given, ...ends.map((each) => ({ ...each, points: -each.points }))]), steps }
}

const step = (
  unitId: string,
  points: number,
  because: 'date' | 'inactivity' | 'redeemed-in-time',
  on: string,
): ExplanationStep => ({ step: 'expired', unitId, points, because, on })

/** A lot below zero that had ended: some of what ended was redeemed before, at a terminal heard of only now. */
const redeemedInTime = (unitId: string, basis: ExpireBasis, date: BusinessDate): Lot[] =>
  basis.lots
    .filter((each) => each.unitId === unitId && each.points < 0 && (each.expiresOn ?? '9999') <= date)
    .map((each) => ({ ...each, points: Math.min(-each.points, pointsOn(basis.expired, each)) }))
    .filter((each) => each.points > 0)

/** The lots as the next expiry run leaves them where points that had ended turn out to be redeemed in time. */
export const lotsWithRedeemedInTime = (standing: Standing): Lot[] => {
  const isGiven = (each: Lot) => each.points < 0 && (each.expiresOn ?? '9999') <= standing.asOf
  return standing.lots.map((each) =>
    isGiven(each)
      ? { ...each, points: each.points + Math.min(-each.points, pointsOn(standing.expired, each)) }
      : each,
  )
}

const pointsOn = (lots: readonly Lot[], lot: Lot): number =>
  lots.reduce(
    (sum, each) => (each.lotId === lot.lotId && each.unitId === lot.unitId ? sum + each.points : sum),
    0,
  )

/** The last usable day of a unit that ends with inactivity; nothing for other units. */
export const inactivityEnd = (unit: Unit, lastActiveOn: string | null): BusinessDate | undefined =>
  unit.expiry?.kind === 'inactivity' && lastActiveOn !== null
    ? addMonths(lastActiveOn, unit.expiry.months)
    : undefined
