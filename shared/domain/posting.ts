import { z } from 'zod'
import { assert } from '../lib/assert.ts'
import { anyId, businessDateField, programKey } from './field.ts'
import { lotCountMax } from './limits.ts'
import { lot, takenBack, tierProgress, upgrade } from './standing.ts'
import { tally } from './tally.ts'
import { voucherMove } from './voucher.ts'

/** `review` moves no points: head office's look at a member's tier. */
export const postingKinds = ['award', 'redeem', 'reverse', 'adjust', 'transfer', 'expire', 'review'] as const
export type PostingKind = (typeof postingKinds)[number]

/**
 * The part of a fact that moves points. It holds all that it does to a standing, each as something to be added, so that
 * applying it needs no rule and no order. A posting names its lots.
 */
export const posting = z.strictObject({
  kind: z.enum(postingKinds),
  postingId: anyId,
  memberId: anyId,
  programVersion: z.int().min(1),
  businessDate: businessDateField,
  /** Points put on lots (above zero) and taken from lots (below zero). */
  moves: z.array(lot).max(lotCountMax),
  /** What it adds to the member's progress in the tiers. */
  progress: tierProgress.optional(),
  tallies: z.array(tally).max(1_000).optional(),
  vouchers: z.array(voucherMove).max(lotCountMax).optional(),
  /** The tier that the member came to with it. */
  upgrade: upgrade.optional(),
  /** What it takes something back of: a sale's award first, then what was redeemed on the same bill. */
  reverses: z.array(takenBack).min(1).max(101).optional(),
  /** The tier that the member stands in after a review. */
  review: z.strictObject({ tierId: programKey.nullable() }).optional(),
  rewardId: programKey.optional(),
})
export type Posting = z.infer<typeof posting>

/** A posting of a kind that the deciding function always gives. */
export function asKind<Kind extends PostingKind>(kind: Kind, posting: Posting): Posting & { kind: Kind } {
  assert(posting.kind === kind, `a posting of kind ${kind}, not ${posting.kind}`)
  return { ...posting, kind }
}

/** A signed line on one account; a posting's entries sum to zero over the member's and the program's account. */
export type LedgerEntry = { account: string; points: number }

export const memberAccount = (memberId: string, unitId: string): string => `member:${memberId}:${unitId}`
/** What the names of all accounts of a member begin with. */
export const memberAccounts = (memberId: string): string => `member:${memberId}:`
export const programAccount = (kind: PostingKind, unitId: string): string => `program:${kind}:${unitId}`

/** The points that a posting moves in one unit, or in all together: positive when it gives, negative when it takes. */
export const movedPoints = (posting: Posting, unitId?: string): number =>
  posting.moves.reduce(
    (sum, move) => (unitId === undefined || move.unitId === unitId ? sum + move.points : sum),
    0,
  )

/** Two entries for each unit that moves. A transfer's two postings meet on the program's transfer account. */
export function ledgerEntriesOf(posting: Posting): LedgerEntry[] {
  const unitIds = [...new Set(posting.moves.map((move) => move.unitId))].sort()
  return unitIds.flatMap((unitId) => {
    const points = movedPoints(posting, unitId)
    return [
      { account: memberAccount(posting.memberId, unitId), points },
      { account: programAccount(posting.kind, unitId), points: -points },
    ]
  })
}

/** Where a posting stands among all postings of its member. */
export type FoldPlace = { occurredAt: number; terminalId: string; epoch: number; terminalSeq: number }

/**
 * The one order in which a member's postings are shown and listed, whichever way they reached head office: by the
 * terminals' clocks, and where those agree by terminal and number. Total, since no two postings share terminal, epoch
 * and number. A standing does not depend on it (`applyPosting` only adds).
 */
export const compareForFold = (a: FoldPlace, b: FoldPlace): number =>
  a.occurredAt - b.occurredAt ||
  (a.terminalId < b.terminalId ? -1 : a.terminalId > b.terminalId ? 1 : 0) ||
  a.epoch - b.epoch ||
  a.terminalSeq - b.terminalSeq
