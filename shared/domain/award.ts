import { ok } from '../lib/result.ts'
import type { AwardBasis } from './award-basis.ts'
import { type AwardDecision, awardPosting } from './award-posting.ts'
import { billOf } from './bill.ts'
import { pointsMax } from './limits.ts'
import type { Occasion } from './occasion.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { type Decision, refuseWith } from './refusal.ts'
import { isRuleAlive, oneOfEachGroup, type RuleOutcome, saleOutcome } from './rule-outcome.ts'
import type { Sale } from './sale.ts'

/**
 * Decides what a sale awards. Pure: the same arguments give the same posting at the terminal and at head office.
 * Refuses `award-nothing` when the sale gives nothing and counts for nothing, `sale-needs-lines` and
 * `sale-lines-differ` for sales that the program cannot read, `award-too-large` for a rate that is upside down.
 */
export function decideAward(input: {
  postingId: string
  memberId: string
  sale: Sale
  occasion: Occasion
  basis: AwardBasis
  program: ProgramDocument
}): Decision<AwardDecision> {
  const { sale, occasion, basis, program } = input
  const seen = billOf(sale, basis.tierId, program)
  if (!seen.ok) return seen
  const { bill } = seen.value
  const outcomes: RuleOutcome[] = []
  for (const rule of program.awardRules) {
    if (!isRuleAlive(rule, input)) continue
    const outcome = saleOutcome(rule, bill, input)
    if (!outcome.ok) return outcome
    if (outcome.value) outcomes.push(outcome.value)
  }
  const { posting, steps } = awardPosting({
    postingId: input.postingId,
    memberId: input.memberId,
    outcomes: oneOfEachGroup(outcomes),
    occasion,
    basis,
    program,
    spendingMinor: bill.baseMinor,
  })
  const { tierDiscountMinor } = bill
  if (isEmpty(posting) && tierDiscountMinor === 0)
    return refuseWith('award-nothing', { baseMinor: bill.baseMinor })
  if (posting.moves.some((move) => move.points > pointsMax))
    return refuseWith('award-too-large', { maxPoints: pointsMax })
  return ok({ posting, tierDiscountMinor, steps: [...seen.value.steps, ...steps] })
}

/** Whether a posting gives nothing and counts for nothing. */
export const isEmpty = (posting: Posting): boolean =>
  posting.moves.length === 0 && !posting.progress && !posting.tallies && !posting.vouchers
