import { z } from 'zod'
import { addDays, addMonths, type BusinessDate } from '../lib/calendar.ts'
import { ok } from '../lib/result.ts'
import type { ExplanationStep } from './explanation.ts'
import { programKey } from './field.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { type Decision, refuseWith } from './refusal.ts'
import { type Standing, tierProgress } from './standing.ts'
import { tierAt, tierRank, tiersInOrder } from './tier.ts'
import { tierProgressOn } from './tier-standing.ts'
import { dayOfYear } from './unit.ts'

/** What of the standing a tier review looks at. */
export const reviewBasis = z.strictObject({
  memberVersion: z.int().min(0),
  tierId: programKey.nullable(),
  tierSince: z.string().max(10).nullable(),
  reviewedOn: z.string().max(10).nullable(),
  progress: tierProgress,
})
export type ReviewBasis = z.infer<typeof reviewBasis>

export const reviewBasisOf = (
  member: { version: number; standing: Standing },
  program: ProgramDocument,
  businessDate: BusinessDate,
): ReviewBasis => ({
  memberVersion: member.version,
  tierId: member.standing.tierId,
  tierSince: member.standing.tierSince,
  reviewedOn: member.standing.review?.on ?? null,
  progress: tierProgressOn(member.standing, program, businessDate),
})

/** The next day on which a member's tier is looked at, without grace; nothing where tiers are not reviewed. */
export function reviewDueOn(
  program: ProgramDocument,
  basis: { tierSince: string | null; reviewedOn: string | null },
): BusinessDate | undefined {
  const review = program.tierPeriod?.review
  const since = [basis.tierSince, basis.reviewedOn]
    .filter((day) => day !== null)
    .sort()
    .at(-1)
  if (!review || basis.tierSince === null || since === undefined) return undefined
  if (review.kind === 'months-after') return addMonths(since, review.months)
  const year = Number(since.slice(0, 4))
  const thisYear = dayOfYear(year, review.monthDay)
  return thisYear > since ? thisYear : dayOfYear(year + 1, review.monthDay)
}

/**
 * Decides, at the close of a business date, whether a member's tier stays. A member at or above the level keeps it; below
 * it, the program says: never, one step down, or to the level; after `graceDays` beyond the review date.
 */
export function decideTierReview(input: {
  postingId: string
  memberId: string
  businessDate: BusinessDate
  basis: ReviewBasis
  program: ProgramDocument
}): Decision<{ posting: Posting; steps: ExplanationStep[] }> {
  const { basis, program, businessDate } = input
  const dueOn = reviewDueOn(program, basis)
  const period = program.tierPeriod
  if (!period || dueOn === undefined || dueOn > businessDate) return refuseWith('review-nothing')
  const levelTierId = tierAt(program, basis.progress)?.tierId ?? null
  const isBelow = tierRank(program, levelTierId) < tierRank(program, basis.tierId)
  const graceEnds = addDays(dueOn, period.graceDays ?? 0)
  if (isBelow && graceEnds > businessDate) return refuseWith('review-nothing', { graceEnds })
  const toTierId = isBelow ? lowered(program, basis.tierId, levelTierId) : basis.tierId
  const posting: Posting = {
    kind: 'review',
    postingId: input.postingId,
    memberId: input.memberId,
    programVersion: program.version,
    businessDate,
    moves: [],
    review: { tierId: toTierId },
  }
  const steps: ExplanationStep[] = [
    {
      step: 'reviewed',
      fromTierId: basis.tierId,
      levelTierId,
      toTierId,
      downgrade: period.downgrade,
      dueOn,
      ...basis.progress,
    },
  ]
  return ok({ posting, steps })
}

function lowered(
  program: ProgramDocument,
  heldTierId: string | null,
  levelTierId: string | null,
): string | null {
  const downgrade = program.tierPeriod?.downgrade ?? 'never'
  switch (downgrade) {
    case 'never':
      return heldTierId
    case 'to-level':
      return levelTierId
    case 'one-step':
      return tiersInOrder(program)[tierRank(program, heldTierId) - 2]?.tierId ?? null
  }
}
