import type { AwardBasis } from './award-basis.ts'
import { checksOfUnit, withinLimits } from './award-limits.ts'
import type { ExplanationStep } from './explanation.ts'
import type { Occasion } from './occasion.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import type { RuleOutcome } from './rule-outcome.ts'
import { compareText, type Lot, lotIdOf } from './standing.ts'
import { addTallies, type Tally } from './tally.ts'
import { tierAt, tierRank } from './tier.ts'
import { expiresOnFor, mainUnitId, unitsOf } from './unit.ts'
import { issueVouchers } from './voucher.ts'

export type AwardDecision = { posting: Posting; tierDiscountMinor: number; steps: ExplanationStep[] }

/** Makes one award posting of what the rules give, within the limits of each unit, with what it counts for. */
export function awardPosting(input: {
  postingId: string
  memberId: string
  outcomes: readonly RuleOutcome[]
  occasion: Occasion
  basis: AwardBasis
  program: ProgramDocument
  spendingMinor: number
}): { posting: Posting; steps: ExplanationStep[] } {
  const { postingId, occasion, program, basis } = input
  const outcomes = [...input.outcomes].sort((a, b) => compareText(a.rule.ruleId, b.rule.ruleId))
  const units = unitsOf(program).map((unit) => unitAward(unit.unitId, outcomes, input))
  const moves = units.flatMap((unit) => unit.moves)
  const tallies = addTallies(
    [],
    [...outcomes, ...units].flatMap((each) => each.tallies),
  )
  const voucherKindIds = outcomes.flatMap((outcome) => outcome.voucherKindId ?? [])
  const vouchers = issueVouchers({
    postingId,
    businessDate: occasion.businessDate,
    voucherKindIds,
    kinds: program.voucherKinds ?? [],
  })
  const tiers = tierEffect({ postingId, moves, spendingMinor: input.spendingMinor, basis, occasion, program })
  const posting: Posting = {
    kind: 'award',
    postingId,
    memberId: input.memberId,
    programVersion: program.version,
    businessDate: occasion.businessDate,
    moves,
    ...(tiers.progress && { progress: tiers.progress }),
    ...(tallies.length > 0 && { tallies }),
    ...(vouchers.length > 0 && { vouchers }),
    ...(tiers.upgrade && { upgrade: tiers.upgrade }),
  }
  const steps: ExplanationStep[] = [
    ...outcomes.flatMap((outcome) => outcome.steps),
    ...units.flatMap((unit) => unit.steps),
    ...moves.map((move): ExplanationStep => ({ step: 'lot', ...move })),
    ...vouchers.map((voucher): ExplanationStep => ({ step: 'voucher', ...voucher })),
    ...(tallies.length > 0 ? [{ step: 'counted' as const, tallies }] : []),
    ...tiers.steps,
  ]
  return { posting, steps }
}

function unitAward(
  unitId: string,
  outcomes: readonly RuleOutcome[],
  input: { postingId: string; occasion: Occasion; basis: AwardBasis; program: ProgramDocument },
): { moves: Lot[]; steps: ExplanationStep[]; tallies: Tally[] } {
  const { program, occasion } = input
  const points = outcomes.reduce((sum, each) => (each.unitId === unitId ? sum + each.points : sum), 0)
  if (points === 0) return { moves: [], steps: [], tallies: [] }
  const limits = program.awardLimits?.find((each) => (each.unitId ?? mainUnitId(program)) === unitId)?.limits
  const within = withinLimits({
    points,
    hasVoucher: false,
    pointsPerBill: limits?.pointsPerBill,
    checks: checksOfUnit(unitId, limits, occasion.businessDate),
    tallies: input.basis.tallies,
    subject: { unitId },
  })
  const expiresOn = expiresOnFor(program, unitId, occasion.businessDate)
  const lot = { lotId: lotIdOf(input.postingId, unitId), unitId, points: within.points, expiresOn }
  return { ...within, moves: within.points > 0 ? [lot] : [] }
}

/** What an award adds on the way to the next tier, and the tier that it reaches: an upgrade is at once. */
function tierEffect(input: {
  postingId: string
  moves: readonly Lot[]
  spendingMinor: number
  basis: AwardBasis
  occasion: Occasion
  program: ProgramDocument
}): Pick<Posting, 'progress' | 'upgrade'> & { steps: ExplanationStep[] } {
  const { program, basis, occasion } = input
  if (program.tiers.length === 0) return { steps: [] }
  const unitId = program.tierUnitId ?? mainUnitId(program)
  const points = input.moves.reduce((sum, move) => (move.unitId === unitId ? sum + move.points : sum), 0)
  const isBySpending = program.tiers.some((tier) => (tier.fromSpendingMinor ?? 0) > 0)
  const progress = { points, spendingMinor: isBySpending ? input.spendingMinor : 0 }
  if (progress.points === 0 && progress.spendingMinor === 0) return { steps: [] }
  const steps: ExplanationStep[] = [{ step: 'progress', ...progress }]
  if (!basis.progress) return { progress, steps }
  const reached = tierAt(program, {
    points: basis.progress.points + progress.points,
    spendingMinor: basis.progress.spendingMinor + progress.spendingMinor,
  })
  if (!reached || tierRank(program, reached.tierId) <= tierRank(program, basis.tierId))
    return { progress, steps }
  steps.push({ step: 'upgrade', tierId: reached.tierId, fromTierId: basis.tierId })
  const upgrade = {
    postingId: input.postingId,
    tierId: reached.tierId,
    on: occasion.businessDate,
    held: 1,
  }
  return { progress, upgrade, steps }
}
