import { floorDivide, floorMultiplyDivide } from '../lib/integer.ts'
import { ok } from '../lib/result.ts'
import type { ExplanationStep } from './explanation.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { type Decision, refuseWith } from './refusal.ts'
import type { Sale } from './sale.ts'

/** What of the member's standing an award looks at, as it was known when the award was decided. */
export type AwardBasis = {
  /** Version of head office's member row that was known; 0 for a member not yet known there. */
  memberVersion: number
  /** The tier before the sale decides its multiplier. */
  tierId: string | null
}

export type AwardDecision = { posting: Posting; steps: ExplanationStep[] }

/**
 * Decides what a sale awards. Pure: the same arguments give the same posting at the terminal and at head office.
 * Refuses `award-nothing` when the bill is below what the rules reward.
 */
export function decideAward(input: {
  postingId: string
  memberId: string
  sale: Sale
  basis: AwardBasis
  program: ProgramDocument
}): Decision<AwardDecision> {
  const { sale, program } = input
  const baseMinor = Math.max(0, sale.amountMinor - sale.paidWithPointsMinor)
  const steps: ExplanationStep[] = [
    { step: 'base', amountMinor: sale.amountMinor, paidWithPointsMinor: sale.paidWithPointsMinor, baseMinor },
  ]
  const tier = program.tiers.find((candidate) => candidate.tierId === input.basis.tierId)
  let awardedPoints = 0
  for (const rule of program.awardRules) {
    const givesPoints = billRulePoints(rule, baseMinor, tier?.multiplierPercent ?? 100)
    awardedPoints += givesPoints
    steps.push({
      step: 'bill-rule',
      ruleId: rule.ruleId,
      everyMinor: rule.everyMinor,
      points: rule.points,
      rounding: rule.rounding,
      multiplierPercent: tier?.multiplierPercent ?? 100,
      tierId: tier?.tierId ?? null,
      givesPoints,
    })
  }
  if (awardedPoints === 0) return refuseWith('award-nothing', { baseMinor })
  const posting: Posting = {
    kind: 'award',
    postingId: input.postingId,
    memberId: input.memberId,
    programVersion: program.version,
    lots: [{ lotId: input.postingId, points: awardedPoints, expiresOn: null }],
  }
  return ok({ posting, steps })
}

/** Rounding is per rule over its whole base, and the multiplier applies before the one rounding. */
function billRulePoints(
  rule: ProgramDocument['awardRules'][number],
  baseMinor: number,
  multiplierPercent: number,
): number {
  const pointsPercent = rule.points * multiplierPercent
  switch (rule.rounding) {
    case 'linear-floor':
      return floorMultiplyDivide(baseMinor, pointsPercent, rule.everyMinor * 100)
    case 'whole-blocks':
      return floorMultiplyDivide(floorDivide(baseMinor, rule.everyMinor), pointsPercent, 100)
  }
}
