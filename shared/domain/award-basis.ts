import { z } from 'zod'
import { monthDay, programKey } from './field.ts'
import type { ProgramDocument } from './program.ts'
import { type Standing, tierProgress } from './standing.ts'
import { periodOf, tally } from './tally.ts'
import { tierProgressOn } from './tier-standing.ts'

/** What of a member an award looks at, as it was known when the award was decided. What is left out was not looked at. */
export const awardBasis = z.strictObject({
  /** Version of head office's member row that was known; 0 for a member not yet known there. */
  memberVersion: z.int().min(0),
  /** The tier before the sale decides its multiplier and discount. */
  tierId: programKey.nullable(),
  /** How far the member had come towards the next tier. */
  progress: tierProgress.optional(),
  /** What limits had counted. */
  tallies: z.array(tally).max(5_000).optional(),
  birthday: monthDay.optional(),
  /** Another member brought this one. */
  isReferred: z.boolean().optional(),
  /** What the member chose to collect. */
  chosenUnitId: programKey.optional(),
})
export type AwardBasis = z.infer<typeof awardBasis>

/** What a member's row says that award rules look at. */
export type AwardMember = {
  version: number
  standing: Standing
  birthday?: string | null | undefined
  referrerId?: string | null | undefined
  chosenUnitId?: string | null | undefined
}

/** The part of a member that an award under a program looks at: small, because every fact carries it. */
export function awardBasisOf(
  member: AwardMember,
  program: ProgramDocument,
  businessDate: string,
): AwardBasis {
  const { standing } = member
  const periods = new Set([
    ...(['day', 'month', 'year', 'all'] as const).map((period) => periodOf(period, businessDate)),
    // A birthday's window over New Year is counted in the birthday's own year.
    String(Number(businessDate.slice(0, 4)) + 1),
    String(Number(businessDate.slice(0, 4)) - 1),
  ])
  const tallies = standing.tallies.filter(
    (each) => periods.has(each.period) && (each.key.startsWith('rule:') || each.key.startsWith('unit:')),
  )
  const looksAtBirthday =
    program.awardRules.some((rule) => rule.by === 'birthday') ||
    (program.campaigns ?? []).some((campaign) => campaign.aroundBirthday)
  return {
    memberVersion: member.version,
    tierId: standing.tierId,
    ...(program.tiers.length > 0 && { progress: tierProgressOn(standing, program, businessDate) }),
    ...(tallies.length > 0 && { tallies }),
    ...(looksAtBirthday && member.birthday && { birthday: member.birthday }),
    ...(member.referrerId &&
      program.awardRules.some((rule) => rule.by === 'referral') && { isReferred: true }),
    ...(member.chosenUnitId && { chosenUnitId: member.chosenUnitId }),
  }
}
