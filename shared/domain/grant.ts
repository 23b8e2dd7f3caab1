import { ok } from '../lib/result.ts'
import { isEmpty } from './award.ts'
import type { AwardBasis } from './award-basis.ts'
import { checksOfReferrer, withinLimits } from './award-limits.ts'
import { awardPosting } from './award-posting.ts'
import type { AwardRule, RuleBy } from './award-rule.ts'
import { isAroundBirthday } from './birthday.ts'
import type { ExplanationStep } from './explanation.ts'
import { pointsMax } from './limits.ts'
import type { Occasion } from './occasion.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { type Decision, refuseWith } from './refusal.ts'
import { fixedOutcome, isRuleAlive, oneOfEachGroup, type RuleOutcome } from './rule-outcome.ts'
import { mainUnitId } from './unit.ts'

export type GrantDecision = { posting: Posting; steps: ExplanationStep[] }

/** What is rewarded without a sale. `referrer` is the side of who brought a member; the other side is in the first sale. */
export type GrantCause =
  | { kind: 'activity'; activityId: string }
  | { kind: 'welcome' }
  | { kind: 'birthday' }
  | { kind: 'referrer' }

export type GrantInput = {
  postingId: string
  memberId: string
  cause: GrantCause
  occasion: Occasion
  basis: AwardBasis
  program: ProgramDocument
}

/** Decides what an activity, a sign-up, a birthday or a referral gives. Refuses `grant-nothing` when no rule gives. */
export function decideGrant(input: GrantInput): Decision<GrantDecision> {
  const { cause, program } = input
  const rules = program.awardRules.filter((rule) => isCausedBy(rule, input))
  if (cause.kind === 'activity' && rules.length === 0)
    return refuseWith('activity-unknown', { activityId: cause.activityId })
  const outcomes = oneOfEachGroup(
    rules.filter((rule) => isRuleAlive(rule, input)).flatMap((rule) => outcomeOf(rule, input) ?? []),
  )
  const { posting, steps } = awardPosting({ ...input, outcomes, spendingMinor: 0 })
  if (posting.moves.some((move) => move.points > pointsMax))
    return refuseWith('award-too-large', { maxPoints: pointsMax })
  if (!isEmpty(posting)) return ok({ posting, steps })
  const limit = steps.find((step) => step.step === 'limit')
  const values = limit ? { limit: limit.limit, max: limit.max } : {}
  return cause.kind === 'activity'
    ? refuseWith('activity-nothing', values)
    : refuseWith('grant-nothing', values)
}

function isCausedBy(rule: AwardRule, input: GrantInput): boolean {
  const { cause, basis, occasion } = input
  switch (cause.kind) {
    case 'activity':
      return rule.by === 'activity' && rule.activityId === cause.activityId
    case 'welcome':
      return rule.by === 'welcome'
    case 'birthday':
      return rule.by === 'birthday' && rule.given === 'on-the-day' && isDue(rule, basis, occasion)
    case 'referrer':
      return rule.by === 'referral'
  }
}

/** On the day, or so many days after it: a birthday in days of downtime is made up for. */
const isDue = (rule: RuleBy<'birthday'>, basis: AwardBasis, occasion: Occasion): boolean =>
  isAroundBirthday(basis.birthday, occasion.businessDate, { daysBefore: 0, daysAfter: rule.daysAfter })

function outcomeOf(rule: AwardRule, input: GrantInput): RuleOutcome | undefined {
  if (rule.by === 'bill' || rule.by === 'quantity') return undefined
  if (rule.by !== 'referral') return fixedOutcome(rule, rule.points, input)
  return referrerOutcome(rule, input)
}

/** The referrer's side: its stated limits say how many new members, or points for them, are rewarded. */
function referrerOutcome(rule: RuleBy<'referral'>, input: GrantInput): RuleOutcome | undefined {
  if (rule.referrerPoints === 0) return undefined
  const unitId = rule.unitId ?? mainUnitId(input.program)
  const { ruleId, referrerPoints } = rule
  const within = withinLimits({
    points: referrerPoints,
    hasVoucher: false,
    pointsPerBill: rule.limits?.pointsPerBill,
    checks: checksOfReferrer(rule, input.occasion.businessDate),
    tallies: input.basis.tallies,
    subject: { ruleId, unitId },
  })
  const step: ExplanationStep = {
    step: 'fixed-rule',
    by: 'referral',
    ruleId,
    unitId,
    points: referrerPoints,
    givesPoints: referrerPoints,
  }
  return {
    rule,
    unitId,
    points: within.points,
    voucherKindId: undefined,
    steps: [step, ...within.steps],
    tallies: within.tallies,
  }
}
