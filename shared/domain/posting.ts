import { z } from 'zod'
import { assert } from '../lib/assert.ts'
import type { ProgramDocument } from './program.ts'
import { lot, lotsInOrder, type Standing } from './standing.ts'
import { tierAt } from './tier.ts'

/** The part of a fact that moves points. A posting names its lots. */
export const posting = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('award'),
    postingId: z.string().max(60),
    memberId: z.string().max(60),
    programVersion: z.int().min(1),
    lots: z.array(lot).min(1).max(50),
  }),
  z.strictObject({
    kind: z.literal('redeem'),
    postingId: z.string().max(60),
    memberId: z.string().max(60),
    programVersion: z.int().min(1),
    /** What was taken from which lot; the points of a lot that is gone are taken from the others. */
    lots: z.array(lot).min(1).max(5_000),
  }),
])
export type Posting = z.infer<typeof posting>

/** A signed line on one account; a posting's entries sum to zero over the member's and the program's account. */
export type LedgerEntry = { account: string; points: number }

export const memberAccount = (memberId: string): string => `member:${memberId}:points`
export const programAccount = (kind: Posting['kind']): string => `program:${kind}:points`

/** The points that a posting moves: positive when it gives, negative when it takes. */
export function movedPoints(posting: Posting): number {
  const sum = posting.lots.reduce((total, lot) => total + lot.points, 0)
  return posting.kind === 'award' ? sum : -sum
}

export function ledgerEntriesOf(posting: Posting): LedgerEntry[] {
  const points = movedPoints(posting)
  return [
    { account: memberAccount(posting.memberId), points },
    { account: programAccount(posting.kind), points: -points },
  ]
}

/** Where a posting stands among all postings of its member. */
export type FoldPlace = { occurredAt: number; terminalId: string; epoch: number; terminalSeq: number }

/**
 * The one order in which a member's postings are folded, whichever way they reached head office: by the terminals'
 * clocks, and where those agree by terminal and number. Total, since no two postings share terminal, epoch and number.
 */
export const compareForFold = (a: FoldPlace, b: FoldPlace): number =>
  a.occurredAt - b.occurredAt ||
  (a.terminalId < b.terminalId ? -1 : a.terminalId > b.terminalId ? 1 : 0) ||
  a.epoch - b.epoch ||
  a.terminalSeq - b.terminalSeq

/**
 * A member's standing after one more posting. Pure and total: a redeem beyond the lots leaves a debt, which later
 * awards fill first. Folding the same postings in the same order (`compareForFold`) gives the same standing everywhere.
 */
export function applyPosting(standing: Standing, posting: Posting, program: ProgramDocument): Standing {
  assert(posting.programVersion === program.version, 'a posting is applied under its own program version')
  switch (posting.kind) {
    case 'award':
      return withAward(standing, posting.lots, program)
    case 'redeem':
      return withRedeem(standing, posting.lots)
  }
}

function withAward(standing: Standing, awarded: Standing['lots'], program: ProgramDocument): Standing {
  let debtPoints = standing.debtPoints
  const lots = [...standing.lots]
  for (const lot of lotsInOrder(awarded)) {
    const fillsDebt = Math.min(debtPoints, lot.points)
    debtPoints -= fillsDebt
    if (lot.points > fillsDebt) lots.push({ ...lot, points: lot.points - fillsDebt })
  }
  const tierPoints = standing.tierPoints + awarded.reduce((sum, lot) => sum + lot.points, 0)
  return {
    lots: lotsInOrder(lots),
    debtPoints,
    tierPoints,
    tierId: tierAt(program, tierPoints)?.tierId ?? null,
  }
}

function withRedeem(standing: Standing, named: Standing['lots']): Standing {
  let missing = 0
  const left = new Map(standing.lots.map((lot) => [lot.lotId, lot.points]))
  for (const lot of named) {
    const taken = Math.min(left.get(lot.lotId) ?? 0, lot.points)
    left.set(lot.lotId, (left.get(lot.lotId) ?? 0) - taken)
    missing += lot.points - taken
  }
  for (const lot of lotsInOrder(standing.lots)) {
    const taken = Math.min(left.get(lot.lotId) ?? 0, missing)
    left.set(lot.lotId, (left.get(lot.lotId) ?? 0) - taken)
    missing -= taken
  }
  const lots = standing.lots
    .map((lot) => ({ ...lot, points: left.get(lot.lotId) ?? 0 }))
    .filter((lot) => lot.points > 0)
  return { ...standing, lots, debtPoints: standing.debtPoints + missing }
}
