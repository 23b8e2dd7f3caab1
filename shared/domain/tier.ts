import { z } from 'zod'
import { amountMinorField, localText, longText, monthDay, pointsField, programKey } from './field.ts'
import { multiplierPercentMax } from './limits.ts'
import type { ProgramDocument } from './program.ts'

/** A member's standing and what it brings. Names are free; the order is that of the thresholds. */
export const tier = z.strictObject({
  tierId: programKey,
  name: localText,
  /** Reached at this many points (`>=`); 0 asks for none. */
  fromPoints: pointsField,
  /** And at this spending in minor units (`>=`); left out asks for none. */
  fromSpendingMinor: amountMinorField.optional(),
  /** 100 = as the award rules say; 150 = one and a half times. */
  multiplierPercent: z.int().min(0).max(multiplierPercentMax),
  /** Taken off every bill. */
  billDiscountPercent: z.int().min(0).max(100).optional(),
  /** What else the tier brings, said in words: early access, a lounge, an event. */
  benefits: z.array(longText).max(20).optional(),
})
export type Tier = z.infer<typeof tier>

/** Over which time tiers are judged, and how a tier is lost. Left out: over the whole membership, and never lost. */
export const tierPeriod = z.strictObject({
  over: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('lifetime') }),
    /** The last so many months, up to and including today. */
    z.strictObject({ kind: z.literal('rolling'), months: z.int().min(1).max(36) }),
  ]),
  /** When a tier is looked at again: on a day of each year, or so many months after it was reached or last reviewed. */
  review: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('yearly'), monthDay }),
      z.strictObject({ kind: z.literal('months-after'), months: z.int().min(1).max(36) }),
    ])
    .optional(),
  downgrade: z.enum(['never', 'one-step', 'to-level']),
  /** Days after the review date in which a member may still reach the level again. */
  graceDays: z.int().min(0).max(366).optional(),
})
export type TierPeriod = z.infer<typeof tierPeriod>

/** How far a member has come in the tiers' period. */
export type TierProgress = { points: number; spendingMinor: number }

/** Tiers from the lowest threshold up. The order in the file plays no part. */
export const tiersInOrder = (program: ProgramDocument): Tier[] =>
  [...program.tiers].sort(
    (a, b) =>
      a.fromPoints - b.fromPoints ||
      (a.fromSpendingMinor ?? 0) - (b.fromSpendingMinor ?? 0) ||
      (a.tierId < b.tierId ? -1 : 1),
  )

/** 1 for the lowest tier, 0 for none and for a tier that the program no longer has. */
export const tierRank = (program: ProgramDocument, tierId: string | null): number =>
  tiersInOrder(program).findIndex((tier) => tier.tierId === tierId) + 1

export const tierNamed = (program: ProgramDocument, tierId: string | null): Tier | undefined =>
  program.tiers.find((tier) => tier.tierId === tierId)

/** The tier that a progress brings: the highest whose thresholds are reached (`>=`), or none. */
export function tierAt(program: ProgramDocument, progress: TierProgress | number): Tier | undefined {
  const reached = asProgress(progress)
  return tiersInOrder(program).findLast(
    (tier) => tier.fromPoints <= reached.points && (tier.fromSpendingMinor ?? 0) <= reached.spendingMinor,
  )
}

/** The next tier above and what is missing to it; nothing at the top. `heldTierId`: the tier held, when above the level. */
export function nextTier(
  program: ProgramDocument,
  progress: TierProgress | number,
  heldTierId: string | null = null,
): { tier: Tier; missingPoints: number; missingSpendingMinor: number } | undefined {
  const reached = asProgress(progress)
  const held = Math.max(
    tierRank(program, heldTierId),
    tierRank(program, tierAt(program, reached)?.tierId ?? null),
  )
  const next = tiersInOrder(program)[held]
  return (
    next && {
      tier: next,
      missingPoints: Math.max(0, next.fromPoints - reached.points),
      missingSpendingMinor: Math.max(0, (next.fromSpendingMinor ?? 0) - reached.spendingMinor),
    }
  )
}

const asProgress = (progress: TierProgress | number): TierProgress =>
  typeof progress === 'number' ? { points: progress, spendingMinor: 0 } : progress
