import { addMonths } from '../lib/calendar.ts'
import type { ProgramDocument } from './program.ts'
import type { Standing } from './standing.ts'
import { type TierProgress, tierAt, tierRank } from './tier.ts'

/** How far a member has come by a day: over the whole membership, or over the last so many months. */
export function tierProgressOn(standing: Standing, program: ProgramDocument, date: string): TierProgress {
  const over = program.tierPeriod?.over
  if (over?.kind !== 'rolling')
    return { points: standing.tierPoints, spendingMinor: standing.tierSpendingMinor }
  const after = addMonths(date, -over.months)
  const sum = { points: 0, spendingMinor: 0 }
  for (const day of standing.tierDays) {
    if (day.on <= after || day.on > date) continue
    sum.points += day.points
    sum.spendingMinor += day.spendingMinor
  }
  return sum
}

/**
 * The tier that a member holds: the highest of what the last review left, what was reached since (an upgrade is at once
 * and stays until a review), and what the progress brings now, as when two terminals awarded half of it each.
 */
export function judgeTier(standing: Standing, program: ProgramDocument): Standing {
  if (program.tiers.length === 0) return { ...standing, tierId: null, tierSince: null }
  const level =
    standing.asOf === '' ? undefined : tierAt(program, tierProgressOn(standing, program, standing.asOf))
  const candidates = [
    ...(standing.review ? [{ tierId: standing.review.tierId, on: standing.review.on }] : []),
    ...standing.upgrades,
    ...(level ? [{ tierId: level.tierId, on: standing.asOf }] : []),
  ]
  let best: { tierId: string | null; on: string | null } = { tierId: null, on: null }
  for (const candidate of candidates)
    if (tierRank(program, candidate.tierId) > tierRank(program, best.tierId)) best = candidate
  return { ...standing, tierId: best.tierId, tierSince: best.tierId === null ? null : best.on }
}
