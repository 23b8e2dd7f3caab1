import { applyPosting } from '../../shared/domain/apply-posting.ts'
import { compareForFold, type FoldPlace } from '../../shared/domain/posting.ts'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import { allDebtPoints, emptyStanding, type Standing } from '../../shared/domain/standing.ts'
import { assert } from '../../shared/lib/assert.ts'
import type { StoredPosting } from './stored-posting.ts'

export type Programs = ReadonlyMap<number, ProgramDocument>

/** A standing and the place of the newest posting in it. */
export type Folded = { standing: Standing; lastPlace: FoldPlace }

/** Before the first posting: sorts before every place. */
export const noPlace: FoldPlace = { occurredAt: -1, terminalId: '', epoch: 0, terminalSeq: 0 }

export const emptyFold = (): Folded => ({ standing: emptyStanding(), lastPlace: noPlace })

/**
 * Adds postings, which are in the order of the fold and sort after `start`. `onDebt` hears of each posting that took
 * more than the lots held.
 */
export function foldPostings(
  start: Folded,
  postings: readonly StoredPosting[],
  programs: Programs,
  onDebt: (stored: StoredPosting) => void = () => undefined,
): Folded {
  let { standing, lastPlace } = start
  for (const stored of postings) {
    assert(compareForFold(lastPlace, stored.place) < 0, 'postings are folded in their one order')
    const program = programs.get(stored.posting.programVersion)
    assert(program, `program version ${stored.posting.programVersion} is known`)
    const before = allDebtPoints(standing)
    standing = applyPosting(standing, stored.posting, program)
    lastPlace = stored.place
    if (allDebtPoints(standing) > before) onDebt(stored)
  }
  return { standing, lastPlace }
}
