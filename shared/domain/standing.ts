import { z } from 'zod'
import { pointsMax } from './limits.ts'

/** What remains of one award. `lotId` is the id of the posting that awarded it; `expiresOn` its last usable day. */
export const lot = z.strictObject({
  lotId: z.string().max(60),
  points: z.int().min(1).max(pointsMax),
  expiresOn: z.string().nullable(),
})
export type Lot = z.infer<typeof lot>

/**
 * Where a member stands: the fold of all postings that concern the member (`applyPosting`), and nothing else, so that
 * both ends compute the same. Balance = sum of lots - debt.
 */
export const standing = z.strictObject({
  lots: z.array(lot).max(5_000),
  /** Points taken that no lot could cover (two terminals redeemed the same points offline). */
  debtPoints: z.int().min(0).max(pointsMax),
  /** Points ever awarded, less those taken back: what tiers are reached by. */
  tierPoints: z.int().min(-pointsMax).max(pointsMax),
  tierId: z.string().nullable(),
})
export type Standing = z.infer<typeof standing>

export const emptyStanding = (): Standing => ({ lots: [], debtPoints: 0, tierPoints: 0, tierId: null })

/** The balance in points: what the lots hold, less what is owed. */
export const balancePoints = (standing: Standing): number =>
  standing.lots.reduce((sum, lot) => sum + lot.points, 0) - standing.debtPoints

/** Lots soonest to expire first, then the older award; lots without an end come last. */
export function lotsInOrder(lots: readonly Lot[]): Lot[] {
  return [...lots].sort(
    (a, b) =>
      compareText(a.expiresOn ?? '9999-12-31', b.expiresOn ?? '9999-12-31') || compareText(a.lotId, b.lotId),
  )
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
