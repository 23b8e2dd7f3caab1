import { addDays, addMonths } from '../lib/calendar.ts'
import { refundMemoryDays, voucherMemoryDays } from './limits.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import {
  compareText,
  emptyStanding,
  type HeldVoucher,
  type Lot,
  lotsInOrder,
  negateLots,
  type Standing,
  type TakenBack,
  type Upgrade,
} from './standing.ts'
import { addTallies, pruneTallies } from './tally.ts'
import { judgeTier } from './tier-standing.ts'

/**
 * A member's standing after one more posting. Pure and total; the same postings in any order give the same standing.
 * `program` is the newest version known: it only says how far back tiers look and which tier the progress brings; what
 * the posting does is in the posting. A redeem beyond the lots leaves a lot below zero, which later awards cover.
 */
export function applyPosting(standing: Standing, posting: Posting, program: ProgramDocument): Standing {
  const asOf = laterOf(standing.asOf, posting.businessDate)
  const next: Standing = {
    ...standing,
    asOf,
    lots: addLots(standing.lots, posting.moves),
    ...progressAfter(standing, posting, program, asOf),
    review: laterReview(standing.review, posting),
    tallies: pruneTallies(addTallies(standing.tallies, posting.tallies ?? []), asOf),
    vouchers: vouchersAfter(standing.vouchers, posting, asOf),
    takenBack: takenBackAfter(standing.takenBack, posting, asOf),
    expired: expiredAfter(standing.expired, posting, asOf),
    lastActiveOn: lastActiveAfter(standing.lastActiveOn, posting),
  }
  next.upgrades = upgradesAfter(standing.upgrades, posting, next.review?.on ?? '')
  return judgeTier(next, program)
}

/** The standing that postings give together, in any order. */
export const standingOf = (postings: readonly Posting[], program: ProgramDocument): Standing =>
  postings.reduce((standing, posting) => applyPosting(standing, posting, program), emptyStanding())

/** Sums lots by name; a lot at zero is gone. Few moves meet many lots, so that a search is cheaper than an index. */
function addLots(lots: readonly Lot[], moves: readonly Lot[]): Lot[] {
  const sums = [...lots]
  for (const move of moves) {
    const at = sums.findIndex((lot) => lot.lotId === move.lotId && lot.unitId === move.unitId)
    const before = sums[at]
    if (before) sums[at] = { ...before, points: before.points + move.points }
    else sums.push(move)
  }
  return moves.length === 0 ? sums : lotsInOrder(sums.filter((lot) => lot.points !== 0))
}

function progressAfter(
  standing: Standing,
  posting: Posting,
  program: ProgramDocument,
  asOf: string,
): Pick<Standing, 'tierPoints' | 'tierSpendingMinor' | 'tierDays'> {
  const { points, spendingMinor } = posting.progress ?? { points: 0, spendingMinor: 0 }
  const over = program.tierPeriod?.over
  // One month more than the period: a fact that comes late is judged with what there was then.
  const after = over?.kind === 'rolling' ? addMonths(asOf, -over.months - 1) : undefined
  return {
    tierPoints: standing.tierPoints + points,
    tierSpendingMinor: standing.tierSpendingMinor + spendingMinor,
    tierDays:
      after !== undefined
        ? addDay(standing.tierDays, { on: posting.businessDate, points, spendingMinor }).filter(
            (day) => day.on > after,
          )
        : [],
  }
}

function addDay(days: Standing['tierDays'], more: Standing['tierDays'][number]): Standing['tierDays'] {
  const same = days.find((day) => day.on === more.on)
  const sum = {
    on: more.on,
    points: more.points + (same?.points ?? 0),
    spendingMinor: more.spendingMinor + (same?.spendingMinor ?? 0),
  }
  return [...days.filter((day) => day !== same), sum]
    .filter((day) => day.points !== 0 || day.spendingMinor !== 0)
    .sort((a, b) => compareText(a.on, b.on))
}

function laterReview(review: Standing['review'], posting: Posting): Standing['review'] {
  if (!posting.review || (review && review.on >= posting.businessDate)) return review
  return { on: posting.businessDate, tierId: posting.review.tierId }
}

/** A review has judged what came before it, so that only later upgrades are remembered. */
function upgradesAfter(upgrades: readonly Upgrade[], posting: Posting, reviewedOn: string): Upgrade[] {
  const more = posting.upgrade
  const same = upgrades.find((each) => each.postingId === more?.postingId)
  const sum = more && { ...more, held: more.held + (same?.held ?? 0) }
  return [...upgrades.filter((each) => each !== same || !sum), ...(sum ? [sum] : [])]
    .filter((each) => each.held !== 0 && each.on > reviewedOn)
    .sort((a, b) => compareText(a.on, b.on) || compareText(a.postingId, b.postingId))
}

function vouchersAfter(held: readonly HeldVoucher[], posting: Posting, asOf: string): HeldVoucher[] {
  const sums = new Map(held.map((voucher) => [voucher.code, voucher]))
  for (const move of posting.vouchers ?? []) {
    const before = sums.get(move.code)
    const issued = move.issued + (before?.issued ?? 0)
    sums.set(move.code, { ...move, issued, used: move.used + (before?.used ?? 0) })
  }
  return [...sums.values()]
    .filter((voucher) => voucher.issued !== 0 || voucher.used !== 0)
    .filter((voucher) => addDays(voucher.validTo, voucherMemoryDays) >= asOf)
    .sort((a, b) => compareText(a.code, b.code))
}

function takenBackAfter(before: readonly TakenBack[], posting: Posting, asOf: string): TakenBack[] {
  const sums = new Map(before.map((each) => [each.postingId, each]))
  for (const more of posting.reverses ?? []) {
    const same = sums.get(more.postingId)
    sums.set(more.postingId, same ? addTakenBack(same, more) : more)
  }
  return [...sums.values()]
    .filter((each) => addDays(each.on, refundMemoryDays) >= asOf)
    .sort((a, b) => compareText(a.postingId, b.postingId))
}

function addTakenBack(one: TakenBack, other: TakenBack): TakenBack {
  const sums = new Map<number, number>()
  for (const each of [...(one.lines ?? []), ...(other.lines ?? [])])
    sums.set(each.line, (sums.get(each.line) ?? 0) + each.quantity)
  const lines = [...sums].sort(([a], [b]) => a - b).map(([line, quantity]) => ({ line, quantity }))
  return {
    postingId: one.postingId,
    on: laterOf(one.on, other.on),
    minor: one.minor + other.minor,
    ...(lines.length > 0 && { lines }),
  }
}

function expiredAfter(expired: readonly Lot[], posting: Posting, asOf: string): Lot[] {
  const more = posting.kind === 'expire' ? negateLots(posting.moves) : []
  return addLots(expired, more).filter((lot) => addDays(lot.expiresOn ?? asOf, voucherMemoryDays) >= asOf)
}

function lastActiveAfter(before: string | null, posting: Posting): string | null {
  const isOwnDoing = posting.kind === 'award' || posting.kind === 'redeem' || posting.kind === 'transfer'
  return isOwnDoing && posting.businessDate > (before ?? '') ? posting.businessDate : before
}

const laterOf = (one: string, other: string): string => [one, other].sort().at(-1) ?? one
