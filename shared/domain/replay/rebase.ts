import { awardBasisOf } from '../award-basis.ts'
import { expireBasisOf } from '../expiry.ts'
import type { FactBody } from '../fact.ts'
import type { Posting } from '../posting.ts'
import type { ProgramDocument } from '../program.ts'
import { redeemBasisOf } from '../redeem.ts'
import type { Standing } from '../standing.ts'
import { takeBackBasisOf } from '../take-back.ts'
import { reviewBasisOf } from '../tier-review.ts'
import { mainUnitId } from '../unit.ts'
import type { RecordedMember } from './recorded-member.ts'

/** One side of a replay: the member as recorded, or as the draft would have it. */
export type Track = {
  standing: Standing
  version: number
  /** What this side's postings became, by the id of the recorded one; null for one that it does not have. */
  postings: Map<string, Posting | null>
}

/**
 * The same thing that happened, decided from where a track stands. `tierId` is what the terminal took the member's tier
 * to be. Nothing when what it takes back is not there on this track.
 */
export function rebase(
  body: FactBody,
  from: { track: Track; member: RecordedMember; program: ProgramDocument; tierId: string | null },
): FactBody | undefined {
  const { track, member, program, tierId } = from
  const { businessDate } = body.posting
  const { version, standing } = track
  switch (body.kind) {
    case 'award':
    case 'grant': {
      const about = {
        version,
        standing,
        birthday: body.basis.birthday ?? member.birthday,
        referrerId: body.basis.isReferred ? 'recorded' : member.referrerId,
        chosenUnitId: body.basis.chosenUnitId ?? member.chosenUnitId,
      }
      return { ...body, basis: { ...awardBasisOf(about, program, businessDate), tierId } }
    }
    case 'refund': {
      const postings = postingsOn(track, body.sale.postings)
      if (postings.length === 0) return undefined
      return { ...body, sale: { ...body.sale, postings }, basis: takeBackBasisOf(track, postings) }
    }
    case 'reversal': {
      const postings = postingsOn(track, body.postings)
      return postings.length === 0
        ? undefined
        : { ...body, postings, basis: takeBackBasisOf(track, postings) }
    }
    case 'redeem':
    case 'reward':
    case 'transfer':
    case 'adjust':
      return takenFrom(body, track, program)
    case 'voucher': {
      const held = standing.vouchers.find((voucher) => voucher.code === body.code)
      return { ...body, basis: { ...body.basis, tierId, voucher: held ?? null } }
    }
    case 'expire':
      return { ...body, basis: expireBasisOf(track) }
    case 'review':
      return { ...body, basis: reviewBasisOf(track, program, businessDate) }
  }
}

/** What takes points, from the lots of a track. */
function takenFrom(
  body: Extract<FactBody, { kind: 'redeem' | 'reward' | 'transfer' | 'adjust' }>,
  track: Track,
  program: ProgramDocument,
): FactBody {
  const { businessDate, moves } = body.posting
  const points = moves.reduce((sum, move) => sum - Math.min(0, move.points), 0)
  const unitId = moves[0]?.unitId ?? mainUnitId(program)
  const basis = redeemBasisOf(track, { unitId, points, businessDate })
  switch (body.kind) {
    case 'reward':
      return { ...body, basis: { ...body.basis, ...basis } }
    case 'transfer':
      return { ...body, basis: { ...body.basis, ...basis } }
    case 'redeem':
      return { ...body, basis }
    case 'adjust':
      return { ...body, basis }
  }
}

const postingsOn = (track: Track, recorded: readonly Posting[]): Posting[] =>
  recorded.flatMap((posting) => {
    const own = track.postings.get(posting.postingId)
    return own === null ? [] : [own ?? posting]
  })
