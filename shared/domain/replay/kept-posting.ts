import { canonicalJson } from '../../lib/canonical-json.ts'
import type { Posting } from '../posting.ts'
import { type Lot, negateLots, pointsIn, type Standing, takeFromLots, usableLots } from '../standing.ts'

/**
 * A posting that takes as many points as it did, from the lots that are there under the draft. What those lack is taken
 * from the recorded lots, which goes below zero, and is told.
 */
export function keptPosting(
  posting: Posting,
  was: Standing,
  would: Standing,
): { posting: Posting; uncoveredPoints: number } {
  if (canonicalJson(was.lots) === canonicalJson(would.lots)) return { posting, uncoveredPoints: 0 }
  const moves = posting.moves.filter((move) => move.points > 0)
  let uncoveredPoints = 0
  const takes = posting.moves.filter((move) => move.points < 0)
  for (const unitId of new Set(takes.map((move) => move.unitId))) {
    const recorded = takes.filter((move) => move.unitId === unitId)
    const points = -pointsIn(recorded)
    const want = { unitId, businessDate: posting.businessDate }
    const taken = takeFromLots(usableLots(would, want), points)
    const missing = points - pointsIn(taken)
    moves.push(...negateLots(addMissing(taken, recorded[0], missing)))
    const wasMissing = Math.max(0, points - pointsIn(usableLots(was, want)))
    uncoveredPoints += Math.max(0, missing - wasMissing)
  }
  return { posting: { ...posting, moves }, uncoveredPoints }
}

function addMissing(taken: readonly Lot[], recorded: Lot | undefined, missing: number): Lot[] {
  if (missing === 0 || !recorded) return [...taken]
  const same = taken.find((lot) => lot.lotId === recorded.lotId)
  const others = taken.filter((lot) => lot !== same)
  return [...others, { ...recorded, points: missing + (same?.points ?? 0) }]
}
