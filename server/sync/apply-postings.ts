import { lotsWithRedeemedInTime } from '../../shared/domain/expiry.ts'
import { compareForFold } from '../../shared/domain/posting.ts'
import { allDebtPoints, type Standing, standing } from '../../shared/domain/standing.ts'
import type { Transaction } from '../db/database.ts'
import { emptyFold, type Folded, foldPostings, type Programs } from '../ledger/fold-postings.ts'
import { readPostings, type StoredPosting } from '../ledger/stored-posting.ts'
import type { ProgramLibrary } from '../programs/program-library.ts'

export type Applied = {
  folds: Map<string, Folded>
  /** Postings that took more than the member had. */
  overLimit: StoredPosting[]
  /** Members whose standing would go beyond what a terminal can read: nothing of theirs is applied. */
  tooLargeMembers: Set<string>
}

/**
 * The standings of locked members after new postings. Simply added where they sort last; otherwise folded again from
 * all postings, so that the terminals may settle in any order and the standing is the same.
 */
export async function applyPostings(
  transaction: Transaction,
  members: ReadonlyMap<string, Folded>,
  fresh: readonly StoredPosting[],
  library: ProgramLibrary,
): Promise<Applied> {
  const byMember = Map.groupBy(fresh, (stored) => stored.posting.memberId)
  const late = [...byMember].filter(([memberId, postings]) =>
    postings.some(({ place }) => compareForFold(members.get(memberId)?.lastPlace ?? place, place) > 0),
  )
  const lateIds = late.map(([memberId]) => memberId).sort()
  const stored = await readPostings(transaction, lateIds)
  const versions = [...fresh, ...[...stored.values()].flat()].map(({ posting }) => posting.programVersion)
  const programs = await library.load(transaction, versions)
  const applied: Applied = { folds: new Map(), overLimit: [], tooLargeMembers: new Set() }
  for (const [memberId, postings] of byMember) {
    const earlier = stored.get(memberId)
    const before = members.get(memberId) ?? emptyFold()
    const added = earlier ? [...earlier, ...postings] : [...postings]
    added.sort((a, b) => compareForFold(a.place, b.place))
    const { folded, overLimit } = foldWatching(earlier ? emptyFold() : before, added, programs, postings)
    const hasNewDebt = lastingDebt(folded.standing) > lastingDebt(before.standing)
    if (!standing.safeParse(folded.standing).success) applied.tooLargeMembers.add(memberId)
    else applied.folds.set(memberId, folded)
    // A late redeem may itself be covered and leave a later one, settled before it, without points.
    const cause = overLimit.length === 0 && hasNewDebt ? lastRedeem(postings) : undefined
    applied.overLimit.push(...overLimit, ...(cause ? [cause] : []))
  }
  return applied
}

function foldWatching(
  start: Folded,
  postings: readonly StoredPosting[],
  programs: Programs,
  watched: readonly StoredPosting[],
): { folded: Folded; overLimit: StoredPosting[] } {
  const overLimit: StoredPosting[] = []
  const folded = foldPostings(start, postings, programs, (stored) => {
    if (watched.includes(stored)) overLimit.push(stored)
  })
  return { folded, overLimit }
}

/** Without what the next expiry run gives back: a redeem made before the points ended took nothing that was not there. */
const lastingDebt = (standing: Standing): number => allDebtPoints({ lots: lotsWithRedeemedInTime(standing) })

const lastRedeem = (postings: readonly StoredPosting[]): StoredPosting | undefined =>
  postings.findLast(({ posting }) => posting.kind === 'redeem')
