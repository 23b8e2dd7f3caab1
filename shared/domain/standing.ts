import { z } from 'zod'
import { anyId, programKey } from './field.ts'
import { lotCountMax } from './limits.ts'
import { tally } from './tally.ts'
import { voucherCode } from './voucher.ts'

const date = z.string().max(10)
const counted = z.int()

/**
 * What remains of one award, or (in a posting) what is put on or taken from it, signed. `lotId` begins with the id of
 * the posting that awarded it; `expiresOn` is its last usable day.
 */
export const lot = z.strictObject({
  lotId: z.string().max(80),
  unitId: programKey,
  points: counted,
  expiresOn: date.nullable(),
})
export type Lot = z.infer<typeof lot>

export const tierProgress = z.strictObject({ points: counted, spendingMinor: counted })

/** How often a voucher was issued and used, in sum: 1 and 0 is usable, 1 and 1 is used, 1 and 2 was used twice offline. */
export const heldVoucher = z.strictObject({
  code: voucherCode,
  voucherKindId: programKey,
  validTo: date,
  issued: counted,
  used: counted,
})
export type HeldVoucher = z.infer<typeof heldVoucher>

/** How much of a sale (or whether a posting, then 1 of 1) was taken back, and which quantity of which line. */
export const takenBack = z.strictObject({
  postingId: anyId,
  /** The latest day on which something was taken back. */
  on: date,
  minor: counted,
  lines: z.array(z.strictObject({ line: z.int().min(0), quantity: counted })).optional(),
})
export type TakenBack = z.infer<typeof takenBack>

/** A tier that was reached by a posting since the last review. `held` sums to 0 when the posting was reversed. */
export const upgrade = z.strictObject({ postingId: anyId, tierId: programKey, on: date, held: counted })
export type Upgrade = z.infer<typeof upgrade>

/**
 * Where a member stands: the fold of all postings that concern the member (`applyPosting`), and nothing else. Each part
 * is a sum, a latest day or a set, so that the same postings in any order give the same standing at both ends, and
 * each part is bounded: what is older than any rule looks is left out by business date.
 */
export const standing = z.strictObject({
  /** The latest business date seen; empty before the first posting. */
  asOf: date,
  /** Sum of moves by lot, without zeros. Below zero where two terminals redeemed the same points offline. */
  lots: z.array(lot).max(lotCountMax),
  /** Points ever awarded in the tiers' unit, less those taken back, and money ever spent. */
  tierPoints: counted,
  tierSpendingMinor: counted,
  /** The same by day, where tiers look at a rolling period. */
  tierDays: z.array(tierProgress.extend({ on: date })).max(1_200),
  upgrades: z.array(upgrade).max(lotCountMax),
  review: z.strictObject({ on: date, tierId: programKey.nullable() }).nullable(),
  /** Follows from the parts above under the program given. */
  tierId: programKey.nullable(),
  tierSince: date.nullable(),
  tallies: z.array(tally).max(lotCountMax),
  vouchers: z.array(heldVoucher).max(lotCountMax),
  takenBack: z.array(takenBack).max(lotCountMax),
  /** What ended by date, so that a redeem that was made in time and heard of late finds its points (60 days). */
  expired: z.array(lot).max(lotCountMax),
  /** The last day on which the member's points moved by the member's own doing: inactivity counts from it. */
  lastActiveOn: date.nullable(),
})
export type Standing = z.infer<typeof standing>

export const emptyStanding = (): Standing => ({
  asOf: '',
  lots: [],
  tierPoints: 0,
  tierSpendingMinor: 0,
  tierDays: [],
  upgrades: [],
  review: null,
  tierId: null,
  tierSince: null,
  tallies: [],
  vouchers: [],
  takenBack: [],
  expired: [],
  lastActiveOn: null,
})

/** The balance of one unit: the sum of its lots; below zero when the member owes. */
export const balancePoints = (standing: { lots: readonly Lot[] }, unitId: string): number =>
  standing.lots.reduce((sum, lot) => (lot.unitId === unitId ? sum + lot.points : sum), 0)

/** What the member owes in a unit: taken back or redeemed beyond what there was. Later awards fill it. */
export const debtPoints = (standing: { lots: readonly Lot[] }, unitId: string): number =>
  Math.max(0, -balancePoints(standing, unitId)) + 0

/** What the member owes in all units together: more than before means that a posting took what was not there. */
export const allDebtPoints = (standing: { lots: readonly Lot[] }): number =>
  [...new Set(standing.lots.map((lot) => lot.unitId))].reduce(
    (sum, unitId) => sum + debtPoints(standing, unitId),
    0,
  )

/** Lots soonest to expire first, then the older award; lots without an end come last. */
export const lotsInOrder = (lots: readonly Lot[]): Lot[] =>
  [...lots].sort(
    (a, b) =>
      compareText(a.expiresOn ?? '9999-12-31', b.expiresOn ?? '9999-12-31') || compareText(a.lotId, b.lotId),
  )

/** One unit's lots with points in them, in order; what is owed is covered by the soonest to expire. */
export function effectiveLots(lots: readonly Lot[], unitId: string): Lot[] {
  const own = lotsInOrder(lots.filter((lot) => lot.unitId === unitId))
  let owed = own.reduce((sum, lot) => sum + Math.max(0, -lot.points), 0)
  const effective: Lot[] = []
  for (const lot of own) {
    if (lot.points <= 0) continue
    const covers = Math.min(owed, lot.points)
    owed -= covers
    if (lot.points > covers) effective.push({ ...lot, points: lot.points - covers })
  }
  return effective
}

/**
 * The lots that may be redeemed on a day: last usable day not passed, and not awarded by the sale itself
 * (`exceptPostingId`), because the points of a sale cannot be spent in it.
 */
export const usableLots = (
  standing: { lots: readonly Lot[] },
  want: { unitId: string; businessDate: string; exceptPostingId?: string | undefined },
): Lot[] =>
  effectiveLots(standing.lots, want.unitId).filter(
    (lot) =>
      (lot.expiresOn ?? want.businessDate) >= want.businessDate &&
      (want.exceptPostingId === undefined || awardOf(lot.lotId) !== want.exceptPostingId),
  )

export const pointsIn = (lots: readonly Lot[]): number => lots.reduce((sum, lot) => sum + lot.points, 0)

/** The name of what a posting awards in a unit. */
export const lotIdOf = (postingId: string, unitId: string): string => `${postingId}/${unitId}`

/** The posting that awarded a lot. */
export const awardOf = (lotId: string): string => lotId.slice(0, lotId.lastIndexOf('/'))

/** Which points of which lots are taken, soonest to expire first. The lots hold at least `points`. */
export function takeFromLots(lots: readonly Lot[], points: number): Lot[] {
  const taken: Lot[] = []
  let missing = points
  for (const lot of lotsInOrder(lots)) {
    if (missing === 0) break
    const take = Math.min(lot.points, missing)
    if (take > 0) taken.push({ ...lot, points: take })
    missing -= take
  }
  return taken
}

export const negateLots = (lots: readonly Lot[]): Lot[] =>
  lots.map((lot) => ({ ...lot, points: -lot.points }))

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
