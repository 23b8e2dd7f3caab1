import { assert } from '../lib/assert.ts'
import { floorMultiplyDivide } from '../lib/integer.ts'
import type { ExplanationStep, Step } from './explanation.ts'
import { fixedPoints, ratePoints } from './multiplier.ts'
import type { Lot } from './standing.ts'
import type { Tally } from './tally.ts'
import type { TierProgress } from './tier.ts'
import type { VoucherMove } from './voucher.ts'

/** What a posting does, computed from its explanation alone. */
export type Recomputed = {
  moves: Lot[]
  discountMinor: number
  tallies: Tally[]
  vouchers: VoucherMove[]
  progress: TierProgress | undefined
}

/**
 * Computes a posting again from its explanation: each step's formula anew, sums per unit, and throws when a step does not
 * give what it says or the lots do not carry the sum. Used by whoever checks a posting without the program.
 */
export function recompute(steps: readonly ExplanationStep[]): Recomputed {
  const result: Recomputed = { moves: [], discountMinor: 0, tallies: [], vouchers: [], progress: undefined }
  const gives = new Map<string, number>()
  const add = (unitId: string, points: number): void => {
    gives.set(unitId, (gives.get(unitId) ?? 0) + points)
  }
  for (const step of steps) {
    const money = discountOf(step)
    result.discountMinor += money
    for (const [unitId, points] of pointsOf(step)) add(unitId, points)
    if (step.step === 'lot') result.moves.push(withoutName(step))
    if (step.step === 'voucher') result.vouchers.push(withoutName(step))
    if (step.step === 'counted') result.tallies.push(...step.tallies)
    if (step.step === 'progress') result.progress = withoutName(step)
  }
  for (const unitId of new Set([...gives.keys(), ...result.moves.map((move) => move.unitId)])) {
    const moved = result.moves.reduce((sum, move) => (move.unitId === unitId ? sum + move.points : sum), 0)
    assert(
      moved === (gives.get(unitId) ?? 0),
      `lots of ${unitId} carry ${gives.get(unitId) ?? 0}, not ${moved}`,
    )
  }
  return result
}

function withoutName<Named extends { step: string }>(step: Named): Omit<Named, 'step'> {
  const { step: _name, ...rest } = step
  return rest
}

/** The money that a step takes off, by its formula. */
function discountOf(step: ExplanationStep): number {
  switch (step.step) {
    case 'tier-discount':
      return checked(floorMultiplyDivide(step.ofMinor, step.percent, 100), step.discountMinor)
    case 'points-into-money':
      return checked(
        floorMultiplyDivide(step.redeemedPoints, step.amountMinor, step.everyPoints),
        step.discountMinor,
      )
    case 'percent-off': {
      const wholeMinor = floorMultiplyDivide(step.ofMinor, step.percent, 100)
      return checked(Math.min(wholeMinor, step.capMinor ?? wholeMinor), step.discountMinor)
    }
    case 'amount-off':
      return checked(Math.min(step.amountMinor, step.ofMinor), step.discountMinor)
    default:
      return 0
  }
}

/** The points that a step gives (above zero) or takes, by its formula. */
function pointsOf(step: ExplanationStep): [unitId: string, points: number][] {
  switch (step.step) {
    case 'bill-rule':
    case 'quantity-rule':
    case 'fixed-rule':
      return [[step.unitId, checked(Number(rateOf(step)), step.givesPoints)]]
    case 'limit':
      return [[step.unitId, step.toPoints - step.fromPoints]]
    case 'points-into-money':
      return [[step.unitId, -step.redeemedPoints]]
    case 'reward':
      return [[step.unitId, -step.costPoints]]
    case 'share':
      return [[step.unitId, shareOf(step)]]
    case 'shortfall':
      return [[step.unitId, step.policy === 'forgiven' ? step.shortfallPoints : 0]]
    case 'transferred':
      return [[step.unitId, -step.points]]
    case 'adjusted':
    case 'expired':
      return [[step.unitId, step.points]]
    default:
      return []
  }
}

function rateOf(step: Step<'bill-rule'> | Step<'quantity-rule'> | Step<'fixed-rule'>): bigint {
  const { points, multipliers = [], stacking = 'multiply' } = step
  if (step.step === 'fixed-rule') return fixedPoints({ points, multipliers, stacking })
  const [base, every] =
    step.step === 'bill-rule' ? [step.baseMinor, step.everyMinor] : [step.quantity, step.everyQuantity]
  return ratePoints({ base, every, points, rounding: step.rounding, multipliers, stacking })
}

function shareOf(step: Step<'share'>): number {
  const upTo = (minor: number): number => floorMultiplyDivide(step.points, minor, step.ofMinor)
  const share = checked(upTo(step.afterMinor) - upTo(step.beforeMinor), step.sharePoints)
  return step.way === 'take-back' ? -share : share
}

function checked(computed: number, told: number): number {
  assert(computed === told, `a step gives ${computed}, not ${told}`)
  return computed
}
