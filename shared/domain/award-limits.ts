import type { BusinessDate } from '../lib/calendar.ts'
import type { AwardLimits, AwardRule } from './award-rule.ts'
import { birthdayAround } from './birthday.ts'
import type { ExplanationStep } from './explanation.ts'
import { type Period, periodOf, type Tally, tallied } from './tally.ts'

/** One limit of a rule or a unit: at most `max`, counted under a key in a period. */
type Check = { limit: string; measure: 'points' | 'times'; key: string; period: string; max: number }

const measures: readonly [keyof AwardLimits, 'points' | 'times', Period][] = [
  ['pointsPerDay', 'points', 'day'],
  ['pointsPerMonth', 'points', 'month'],
  ['pointsPerYear', 'points', 'year'],
  ['pointsPerMember', 'points', 'all'],
  ['timesPerDay', 'times', 'day'],
  ['timesPerMonth', 'times', 'month'],
  ['timesPerYear', 'times', 'year'],
  ['timesPerMember', 'times', 'all'],
]

/** The limits that a rule has by its nature: a visit once a day, welcome and referral once, a birthday once a year. */
function ownChecks(rule: AwardRule, date: BusinessDate, birthday: string | undefined): Check[] {
  const key = `rule:${rule.ruleId}:times`
  switch (rule.by) {
    case 'visit':
      return [{ limit: 'once-a-day', measure: 'times', key, period: periodOf('day', date), max: 1 }]
    case 'welcome':
      return [{ limit: 'once', measure: 'times', key, period: 'all', max: 1 }]
    case 'referral':
      return [{ limit: 'once', measure: 'times', key: `rule:${rule.ruleId}:joined`, period: 'all', max: 1 }]
    case 'birthday': {
      const year = (birthdayAround(birthday, date, rule) ?? date).slice(0, 4)
      return [
        { limit: 'once-a-year', measure: 'times', key: `rule:${rule.ruleId}:birthday`, period: year, max: 1 },
      ]
    }
    default:
      return []
  }
}

const statedChecks = (subject: string, limits: AwardLimits | undefined, date: BusinessDate): Check[] =>
  measures.flatMap(([limit, measure, period]) => {
    const max = limits?.[limit]
    if (max === undefined) return []
    return [{ limit, measure, key: `${subject}:${measure}`, period: periodOf(period, date), max }]
  })

/** A referral's stated limits are the referrer's; the new member's side has only its own, once. */
export const checksOfRule = (rule: AwardRule, date: BusinessDate, birthday: string | undefined): Check[] => [
  ...ownChecks(rule, date, birthday),
  ...(rule.by === 'referral' ? [] : statedChecks(`rule:${rule.ruleId}`, rule.limits, date)),
]

export const checksOfReferrer = (rule: AwardRule, date: BusinessDate): Check[] =>
  statedChecks(`rule:${rule.ruleId}`, rule.limits, date)

export const checksOfUnit = (unitId: string, limits: AwardLimits | undefined, date: BusinessDate): Check[] =>
  statedChecks(`unit:${unitId}`, limits, date)

/**
 * Points within their limits, each lowering told as a step, and what is to be counted. Limits hold one after the other
 * on the same number, so that their order plays no part in the result.
 */
export function withinLimits(input: {
  points: number
  /** Also without points: a voucher is given. */
  hasVoucher: boolean
  pointsPerBill: number | undefined
  checks: readonly Check[]
  tallies: readonly Tally[] | undefined
  subject: { ruleId?: string; unitId: string }
}): { points: number; isGiven: boolean; steps: ExplanationStep[]; tallies: Tally[] } {
  const steps: ExplanationStep[] = []
  let points = input.points
  let isGiven = points > 0 || input.hasVoucher
  const lower = (to: number, limit: string, max: number, usedBefore: number): void => {
    steps.push({ step: 'limit', ...input.subject, limit, max, usedBefore, fromPoints: points, toPoints: to })
    points = to
  }
  const { pointsPerBill } = input
  if (pointsPerBill !== undefined && pointsPerBill < points)
    lower(pointsPerBill, 'pointsPerBill', pointsPerBill, 0)
  for (const check of input.checks) {
    const used = tallied(input.tallies, check.key, check.period)
    const room = Math.max(0, check.max - Math.max(0, used))
    const isUsedUp = check.measure === 'times' && room === 0
    if (isUsedUp && isGiven) lower(0, check.limit, check.max, used)
    else if (check.measure === 'points' && room < points) lower(room, check.limit, check.max, used)
    isGiven = isGiven && !isUsedUp
  }
  isGiven = isGiven && (points > 0 || input.hasVoucher)
  return { points, isGiven, steps, tallies: isGiven ? countedFor(input.checks, points) : [] }
}

function countedFor(checks: readonly Check[], points: number): Tally[] {
  const tallies = checks.map(({ key, period, measure }) => ({
    key,
    period,
    amount: measure === 'points' ? points : 1,
  }))
  return tallies.filter(
    (each, index) =>
      each.amount > 0 &&
      tallies.findIndex((other) => other.key === each.key && other.period === each.period) === index,
  )
}
