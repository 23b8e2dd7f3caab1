import { ok } from '../lib/result.ts'
import type { AwardBasis } from './award-basis.ts'
import { checksOfRule, withinLimits } from './award-limits.ts'
import type { AwardRule, RuleBy } from './award-rule.ts'
import { type Bill, scopedBill } from './bill.ts'
import { birthdayAround } from './birthday.ts'
import type { ExplanationStep, Multiplier } from './explanation.ts'
import { pointsMax } from './limits.ts'
import { fixedPoints, multipliersFor, ratePoints } from './multiplier.ts'
import type { Occasion } from './occasion.ts'
import type { ProgramDocument } from './program.ts'
import { type Decision, refuseWith } from './refusal.ts'
import { compareText } from './standing.ts'
import type { Tally } from './tally.ts'
import { mainUnitId } from './unit.ts'
import { isOpen } from './validity.ts'

/** What one rule gives on one occasion, after its own limits. */
export type RuleOutcome = {
  rule: AwardRule
  unitId: string
  points: number
  voucherKindId: string | undefined
  steps: ExplanationStep[]
  tallies: Tally[]
}

export type RuleInput = { basis: AwardBasis; occasion: Occasion; program: ProgramDocument }

/** Whether a rule is alive for this member now. */
export function isRuleAlive(rule: AwardRule, input: RuleInput): boolean {
  const { basis, occasion, program } = input
  const unitId = rule.unitId ?? mainUnitId(program)
  const isChosen = !rule.isChosenUnitOnly || (basis.chosenUnitId ?? mainUnitId(program)) === unitId
  return isChosen && isOpen(rule.when, occasion, basis.tierId)
}

/** What a rule gives for a sale; nothing when it has nothing to do with sales or does not apply. */
export function saleOutcome(
  rule: AwardRule,
  bill: Bill,
  input: RuleInput,
): Decision<RuleOutcome | undefined> {
  switch (rule.by) {
    case 'bill':
    case 'quantity':
      return rateOutcome(rule, bill, input)
    case 'order':
    case 'visit':
      return ok(isBillEnough(rule, bill) ? fixedOutcome(rule, rule.points, input, bill.baseMinor) : undefined)
    case 'birthday': {
      const isNow =
        rule.given === 'with-first-sale' &&
        bill.baseMinor > 0 &&
        birthdayAround(input.basis.birthday, input.occasion.businessDate, rule) !== undefined
      return ok(isNow ? fixedOutcome(rule, rule.points, input, bill.baseMinor) : undefined)
    }
    case 'referral': {
      const isFirst = input.basis.isReferred === true && isBillEnough(rule, bill)
      return ok(isFirst ? fixedOutcome(rule, rule.newMemberPoints, input, bill.baseMinor) : undefined)
    }
    case 'activity':
    case 'welcome':
      return ok(undefined)
  }
}

/** A bill that was paid with points and vouchers alone is no order and no visit: it earns nothing. */
const isBillEnough = (rule: { minimumBillMinor?: number | undefined }, bill: Bill): boolean =>
  bill.baseMinor > 0 && bill.baseMinor >= (rule.minimumBillMinor ?? 0)

function rateOutcome(
  rule: RuleBy<'bill'> | RuleBy<'quantity'>,
  bill: Bill,
  input: RuleInput,
): Decision<RuleOutcome | undefined> {
  const scoped = scopedBill(bill, rule.scope)
  if (scoped === 'no-lines') return refuseWith('sale-needs-lines', { ruleId: rule.ruleId })
  if (rule.by === 'bill' && bill.baseMinor < (rule.minimumBillMinor ?? 0)) return ok(undefined)
  const { stacking, told, multipliers } = multiplication(rule, true, bill.baseMinor, input)
  const unitId = rule.unitId ?? mainUnitId(input.program)
  const { ruleId, points, rounding } = rule
  // A bill that points, vouchers and the tier's discount paid whole earns nothing by its lines either.
  const base = rule.by === 'bill' ? scoped.baseMinor : bill.baseMinor > 0 ? scoped.quantity : 0
  const every = rule.by === 'bill' ? rule.everyMinor : rule.everyQuantity
  const gives = ratePoints({ base, every, points, rounding, multipliers, stacking })
  if (gives > BigInt(pointsMax)) return refuseWith('award-too-large', { ruleId, maxPoints: pointsMax })
  const givesPoints = Number(gives)
  const rate = { ruleId, unitId, points, rounding, ...told, givesPoints }
  const step: ExplanationStep =
    rule.by === 'bill'
      ? { step: 'bill-rule', ...rate, baseMinor: base, everyMinor: every }
      : { step: 'quantity-rule', ...rate, quantity: base, everyQuantity: every }
  return ok(limited(rule, { unitId, points: givesPoints, voucherKindId: undefined, step }, input))
}

/** What a rule with a fixed number of points gives. Multipliers apply only where the rule says so. */
export function fixedOutcome(
  rule: Exclude<AwardRule, RuleBy<'bill'> | RuleBy<'quantity'>>,
  points: number,
  input: RuleInput,
  baseMinor = 0,
): RuleOutcome | undefined {
  const { stacking, told, multipliers } = multiplication(rule, false, baseMinor, input)
  const unitId = rule.unitId ?? mainUnitId(input.program)
  const givesPoints = Number(fixedPoints({ points, multipliers, stacking }))
  const step: ExplanationStep = {
    step: 'fixed-rule',
    by: rule.by,
    ruleId: rule.ruleId,
    unitId,
    points,
    ...told,
    givesPoints,
  }
  const voucherKindId = 'voucherKindId' in rule ? rule.voucherKindId : undefined
  return limited(rule, { unitId, points: givesPoints, voucherKindId, step }, input)
}

function multiplication(
  rule: AwardRule,
  isMultipliedUnlessSaid: boolean,
  baseMinor: number,
  input: RuleInput,
) {
  const { basis, occasion, program } = input
  const multipliers: Multiplier[] =
    (rule.isMultiplied ?? isMultipliedUnlessSaid)
      ? multipliersFor({
          ruleId: rule.ruleId,
          tierId: basis.tierId,
          birthday: basis.birthday,
          baseMinor,
          occasion,
          program,
        })
      : []
  const stacking = program.stacking ?? 'multiply'
  const told = {
    ...(multipliers.length > 0 && { multipliers }),
    ...(multipliers.length > 1 && { stacking }),
  }
  return { multipliers, stacking, told }
}

function limited(
  rule: AwardRule,
  gives: { unitId: string; points: number; voucherKindId: string | undefined; step: ExplanationStep },
  input: RuleInput,
): RuleOutcome | undefined {
  if (gives.points === 0 && gives.voucherKindId === undefined) return undefined
  const within = withinLimits({
    points: gives.points,
    hasVoucher: gives.voucherKindId !== undefined,
    pointsPerBill: rule.by === 'referral' ? undefined : rule.limits?.pointsPerBill,
    checks: checksOfRule(rule, input.occasion.businessDate, input.basis.birthday),
    tallies: input.basis.tallies,
    subject: { ruleId: rule.ruleId, unitId: gives.unitId },
  })
  const isVoucherGiven = within.isGiven && gives.voucherKindId !== undefined
  return {
    rule,
    unitId: gives.unitId,
    points: within.points,
    voucherKindId: isVoucherGiven ? gives.voucherKindId : undefined,
    steps: [gives.step, ...within.steps],
    tallies: within.tallies,
  }
}

/**
 * Of the rules of one group only one gives: the highest priority, then the most points, then the first name. The order
 * of the rules in the file plays no part.
 */
export function oneOfEachGroup(outcomes: readonly RuleOutcome[]): RuleOutcome[] {
  const best = new Map<string, RuleOutcome[]>()
  for (const outcome of outcomes) {
    const group = outcome.rule.group ?? ` ${outcome.rule.ruleId}`
    best.set(group, [...(best.get(group) ?? []), outcome])
  }
  return [...best.entries()].flatMap(([group, rivals]) => {
    const [first, ...others] = rivals.sort(byPrecedence)
    if (!first) return []
    if (others.length === 0) return [first]
    const insteadOf = others.map((other) => other.rule.ruleId)
    const step: ExplanationStep = { step: 'group', group, ruleId: first.rule.ruleId, insteadOf }
    return [{ ...first, steps: [step, ...first.steps] }]
  })
}

/** A rule whose limits are used up leaves its place to the next. */
const byPrecedence = (a: RuleOutcome, b: RuleOutcome): number =>
  Number(isGiving(b)) - Number(isGiving(a)) ||
  (b.rule.priority ?? 0) - (a.rule.priority ?? 0) ||
  b.points - a.points ||
  compareText(a.rule.ruleId, b.rule.ruleId)

const isGiving = (outcome: RuleOutcome): boolean => outcome.points > 0 || outcome.voucherKindId !== undefined
