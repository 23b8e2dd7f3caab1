import { z } from 'zod'
import { floorMultiplyDivide } from '../lib/integer.ts'
import type { ExplanationStep } from './explanation.ts'
import { anyId } from './field.ts'
import { lotCountMax } from './limits.ts'
import type { Occasion } from './occasion.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import {
  effectiveLots,
  heldVoucher,
  type Lot,
  lot,
  type Standing,
  type TakenBack,
  takeFromLots,
  takenBack,
} from './standing.ts'
import { negateTallies, type Tally } from './tally.ts'
import type { VoucherMove } from './voucher.ts'

/** What of the member's standing taking something back looks at. */
export const takeBackBasis = z.strictObject({
  memberVersion: z.int().min(0),
  /** Lots from which points may be taken: the award's own, and enough of the others. */
  lots: z.array(lot).max(lotCountMax),
  /** What of the sale was taken back before. */
  takenBack: takenBack.nullable(),
  /** Vouchers that the award issued, as they stand. */
  vouchers: z.array(heldVoucher).max(100).optional(),
})
export type TakeBackBasis = z.infer<typeof takeBackBasis>

/** Who decides that points already spent are not taken back, or make the balance negative. */
export const shortfallApproval = z.strictObject({
  approverId: anyId,
  shortfall: z.enum(['forgive', 'negative-balance']),
})
export type ShortfallApproval = z.infer<typeof shortfallApproval>

/** A part of what postings did: from `beforeMinor` to `afterMinor` of `ofMinor`. */
export type Part = { ofMinor: number; beforeMinor: number; afterMinor: number }

export type TakeBackInput = {
  postingId: string
  memberId: string
  /** The sale's award first, then what was redeemed on the same bill; or the one posting that is reversed. */
  postings: readonly Posting[]
  part: Part
  basis: TakeBackBasis
  occasion: Occasion
  program: ProgramDocument
  approval: ShortfallApproval | undefined
}

/** The part of the standing that taking back these postings looks at. */
export function takeBackBasisOf(
  member: { version: number; standing: Standing },
  postings: readonly Posting[],
): TakeBackBasis {
  const { standing } = member
  const put = postings.flatMap((posting) => posting.moves).filter((move) => move.points > 0)
  const lots = [...new Set(put.map((move) => move.unitId))].sort().flatMap((unitId) => {
    const effective = effectiveLots(standing.lots, unitId)
    const ownIds = new Set(put.map((move) => move.lotId))
    const points = put.reduce((sum, move) => (move.unitId === unitId ? sum + move.points : sum), 0)
    const others = effective.filter((each) => !ownIds.has(each.lotId))
    const enough = new Set(takeFromLots(others, points).map((each) => each.lotId))
    return effective.filter((each) => ownIds.has(each.lotId) || enough.has(each.lotId))
  })
  const codes = new Set(postings.flatMap((posting) => posting.vouchers ?? []).map((move) => move.code))
  const vouchers = standing.vouchers.filter((voucher) => codes.has(voucher.code))
  return {
    memberVersion: member.version,
    lots,
    takenBack: standing.takenBack.find((each) => each.postingId === postings[0]?.postingId) ?? null,
    ...(vouchers.length > 0 && { vouchers }),
  }
}

/** The share of a whole that lies in a part. Shares of parts that follow each other sum to the whole, to the point. */
export const shareOf = (whole: number, part: Part): number =>
  floorMultiplyDivide(whole, part.afterMinor, part.ofMinor) -
  floorMultiplyDivide(whole, part.beforeMinor, part.ofMinor)

/**
 * Takes awarded points back (from their own lot, then from the soonest to expire) and gives redeemed points back to
 * their own lots with their own dates, in proportion.
 */
export function takeBack(input: TakeBackInput): {
  posting: Posting
  shortfallPoints: number
  steps: ExplanationStep[]
} {
  const { postings, part } = input
  const moves = postings.flatMap((posting) => posting.moves)
  const taken = takeAwarded(moves, input)
  const given = giveRedeemed(moves, part)
  const isWhole = part.afterMinor === part.ofMinor
  const vouchers = isWhole ? vouchersBack(postings, input.basis) : []
  const tallies = isWhole ? negateTallies(postings.flatMap((posting) => posting.tallies ?? [])) : []
  const progress = progressBack(postings, part)
  const posting: Posting = {
    kind: 'reverse',
    postingId: input.postingId,
    memberId: input.memberId,
    programVersion: input.program.version,
    businessDate: input.occasion.businessDate,
    moves: sumMoves([...taken.moves, ...given.moves]),
    ...(progress && { progress }),
    ...(tallies.length > 0 && { tallies }),
    ...(vouchers.length > 0 && { vouchers }),
    reverses: postings.map(
      (each): TakenBack => ({
        postingId: each.postingId,
        on: input.occasion.businessDate,
        minor: part.afterMinor - part.beforeMinor,
      }),
    ),
  }
  const steps: ExplanationStep[] = [
    { step: 'returned', ...part },
    ...taken.steps,
    ...given.steps,
    ...posting.moves.map((move): ExplanationStep => ({ step: 'lot', ...move })),
    ...vouchers.map((voucher): ExplanationStep => ({ step: 'voucher', ...voucher })),
    ...countedStep(tallies),
    ...(progress ? [{ step: 'progress' as const, ...progress }] : []),
  ]
  return { posting, shortfallPoints: taken.shortfallPoints, steps }
}

const countedStep = (tallies: Tally[]): ExplanationStep[] =>
  tallies.length > 0 ? [{ step: 'counted', tallies }] : []

function takeAwarded(moves: readonly Lot[], input: TakeBackInput) {
  const { part, basis } = input
  const policy = policyOf(input)
  const awarded = moves.filter((move) => move.points > 0)
  const result = { moves: [] as Lot[], steps: [] as ExplanationStep[], shortfallPoints: 0 }
  let lots = basis.lots.filter((each) => each.points > 0)
  for (const award of awarded) {
    const sharePoints = shareOf(award.points, part)
    if (sharePoints === 0) continue
    const own = lots.filter((each) => each.lotId === award.lotId && each.unitId === award.unitId)
    const others = lots.filter((each) => each.lotId !== award.lotId && each.unitId === award.unitId)
    const fromOwn = takeFromLots(own, sharePoints)
    const fromOthers = takeFromLots(others, sharePoints - sumOf(fromOwn))
    const shortfallPoints = sharePoints - sumOf(fromOwn) - sumOf(fromOthers)
    const owed = { ...award, points: policy === 'forgiven' ? 0 : shortfallPoints }
    const takes = [...fromOwn, ...fromOthers, owed].filter((each) => each.points > 0)
    result.moves.push(...takes.map((each) => ({ ...each, points: -each.points })))
    lots = lots.map((each) => lessTaken(each, [...fromOwn, ...fromOthers])).filter((each) => each.points > 0)
    result.shortfallPoints += shortfallPoints
    const { unitId, points } = award
    result.steps.push({ step: 'share', way: 'take-back', unitId, points, ...part, sharePoints })
    if (shortfallPoints > 0) result.steps.push({ step: 'shortfall', unitId, shortfallPoints, policy })
  }
  return result
}

function policyOf(input: TakeBackInput): 'negative-balance' | 'from-next-award' | 'forgiven' {
  if (input.approval) return input.approval.shortfall === 'forgive' ? 'forgiven' : 'negative-balance'
  return input.program.refunds?.shortfall === 'from-next-award' ? 'from-next-award' : 'negative-balance'
}

const lessTaken = (lot: Lot, taken: readonly Lot[]): Lot => ({
  ...lot,
  points: lot.points - sumOf(taken.filter((each) => each.lotId === lot.lotId && each.unitId === lot.unitId)),
})

const sumOf = (lots: readonly Lot[]): number => lots.reduce((sum, each) => sum + each.points, 0)

/** What was taken last, of the lots with the latest dates, goes back first: as if less had been redeemed. */
function giveRedeemed(moves: readonly Lot[], part: Part): { moves: Lot[]; steps: ExplanationStep[] } {
  const redeemed = moves.filter((move) => move.points < 0)
  const result = { moves: [] as Lot[], steps: [] as ExplanationStep[] }
  for (const unitId of [...new Set(redeemed.map((move) => move.unitId))].sort()) {
    const own = redeemed.filter((move) => move.unitId === unitId).reverse()
    const points = -sumOf(own)
    const sharePoints = shareOf(points, part)
    if (sharePoints === 0) continue
    let skip = floorMultiplyDivide(points, part.beforeMinor, part.ofMinor)
    let missing = sharePoints
    for (const move of own) {
      const skipped = Math.min(skip, -move.points)
      skip -= skipped
      const back = Math.min(missing, -move.points - skipped)
      missing -= back
      if (back > 0) result.moves.push({ ...move, points: back })
    }
    result.steps.push({ step: 'share', way: 'give-back', unitId, points, ...part, sharePoints })
  }
  return result
}

/** One move for each lot; what one posting takes and gives on the same lot is one number. */
function sumMoves(moves: readonly Lot[]): Lot[] {
  const sums = new Map<string, Lot>()
  for (const move of moves) {
    const name = `${move.unitId} ${move.lotId}`
    sums.set(name, { ...move, points: move.points + (sums.get(name)?.points ?? 0) })
  }
  return [...sums.values()].filter((move) => move.points !== 0)
}

function progressBack(postings: readonly Posting[], part: Part): Posting['progress'] {
  const whole = { points: 0, spendingMinor: 0 }
  for (const { progress } of postings) {
    whole.points += progress?.points ?? 0
    whole.spendingMinor += progress?.spendingMinor ?? 0
  }
  const points = 0 - shareOf(whole.points, part)
  const spendingMinor = 0 - shareOf(whole.spendingMinor, part)
  return points === 0 && spendingMinor === 0 ? undefined : { points, spendingMinor }
}

/** With the last part: used vouchers may be used again, issued ones are withdrawn unless they were used. */
function vouchersBack(postings: readonly Posting[], basis: TakeBackBasis): VoucherMove[] {
  const isUsed = (code: string): boolean =>
    (basis.vouchers ?? []).some((voucher) => voucher.code === code && voucher.used > 0)
  return postings
    .flatMap((posting) => posting.vouchers ?? [])
    .filter((move) => move.issued === 0 || !isUsed(move.code))
    .map((move) => ({ ...move, issued: 0 - move.issued, used: 0 - move.used }))
}
