import type { ExplanationStep } from '../explanation.ts'
import type { Posting, PostingKind } from '../posting.ts'
import { balancePoints, type Standing } from '../standing.ts'

/** What moved in one unit, and what is there at the end. */
export type UnitTotals = {
  givenPoints: number
  /** By refunds and reversals: awarded points taken back, redeemed points given back. */
  takenBackPoints: number
  givenBackPoints: number
  redeemedPoints: number
  expiredPoints: number
  /** Adjustments and gifts between members. */
  adjustedPoints: number
  /** Held at the end by members who hold something. */
  balancePoints: number
  /** Owed at the end by members who owe. */
  owedPoints: number
}

/** One side's sums, for one member or for all. `rules` by rule and unit; limits over all rules are the rule ``. */
export type SideTotals = {
  units: Map<string, UnitTotals>
  rules: Map<string, { ruleId: string; unitId: string; points: number }>
  discountMinor: number
  tierDiscountMinor: number
}

export const emptyTotals = (): SideTotals => ({
  units: new Map(),
  rules: new Map(),
  discountMinor: 0,
  tierDiscountMinor: 0,
})

export function unitTotals(totals: SideTotals, unitId: string): UnitTotals {
  const known = totals.units.get(unitId)
  if (known) return known
  const fresh: UnitTotals = {
    givenPoints: 0,
    takenBackPoints: 0,
    givenBackPoints: 0,
    redeemedPoints: 0,
    expiredPoints: 0,
    adjustedPoints: 0,
    balancePoints: 0,
    owedPoints: 0,
  }
  totals.units.set(unitId, fresh)
  return fresh
}

/** Counts a posting and, of an award, which rule gave what. */
export function countPosting(totals: SideTotals, posting: Posting, steps: readonly ExplanationStep[]): void {
  for (const move of posting.moves) countMove(unitTotals(totals, move.unitId), posting.kind, move.points)
  if (posting.kind === 'award') for (const step of steps) countStep(totals, step)
}

function countMove(unit: UnitTotals, kind: PostingKind, points: number): void {
  switch (kind) {
    case 'award':
      unit.givenPoints += points
      return
    case 'redeem':
      unit.redeemedPoints -= points
      return
    case 'expire':
      unit.expiredPoints -= points
      return
    case 'reverse':
      unit.takenBackPoints += Math.max(0, -points)
      unit.givenBackPoints += Math.max(0, points)
      return
    case 'adjust':
    case 'transfer':
    case 'review':
      unit.adjustedPoints += points
  }
}

function countStep(totals: SideTotals, step: ExplanationStep): void {
  if (step.step === 'bill-rule' || step.step === 'quantity-rule' || step.step === 'fixed-rule')
    addRule(totals, step.ruleId, step.unitId, step.givesPoints)
  if (step.step === 'limit') addRule(totals, step.ruleId ?? '', step.unitId, step.toPoints - step.fromPoints)
}

export function addRule(totals: SideTotals, ruleId: string, unitId: string, points: number): void {
  const name = `${ruleId} ${unitId}`
  const before = totals.rules.get(name)?.points ?? 0
  totals.rules.set(name, { ruleId, unitId, points: before + points })
}

/** Counts where a member stands at the end. */
export function countStanding(totals: SideTotals, standing: Standing): void {
  for (const unitId of new Set(standing.lots.map((lot) => lot.unitId))) {
    const balance = balancePoints(standing, unitId)
    const unit = unitTotals(totals, unitId)
    unit.balancePoints += Math.max(0, balance)
    unit.owedPoints += Math.max(0, -balance)
  }
}

/** Adds one member's sums to everybody's. */
export function addTotals(sum: SideTotals, more: SideTotals): void {
  for (const [unitId, unit] of more.units) {
    const all = unitTotals(sum, unitId)
    all.givenPoints += unit.givenPoints
    all.takenBackPoints += unit.takenBackPoints
    all.givenBackPoints += unit.givenBackPoints
    all.redeemedPoints += unit.redeemedPoints
    all.expiredPoints += unit.expiredPoints
    all.adjustedPoints += unit.adjustedPoints
    all.balancePoints += unit.balancePoints
    all.owedPoints += unit.owedPoints
  }
  for (const { ruleId, unitId, points } of more.rules.values()) addRule(sum, ruleId, unitId, points)
  sum.discountMinor += more.discountMinor
  sum.tierDiscountMinor += more.tierDiscountMinor
}
