import type { MemberRow } from '../../../shared/domain/member.ts'
import { nameKeysOf, reverseText } from './search-keys.ts'

/** Where an answer of head office was read: which own facts the rows in it already hold. */
export type ReadPoint = {
  generation: string
  epoch: number
  /** The row holds exactly those own facts of `epoch` whose terminalSeq is at or below this. */
  settledSeq: number
  /** Head office's clock, ms since 1970. */
  serverTime: number
}

/**
 * A member as the till keeps the row: head office's row, what it is found by, and where it was read. Each row carries
 * its own read point, so that confirmed and pending fit together even when pages of the feed lag behind.
 */
export type MemberRecord = {
  memberId: string
  row: MemberRow
  cardNumbers: string[]
  /** The phone number backwards, which answers "ends with" and, whole, "is". Left out when none was given. */
  phoneReversed?: string
  nameKeys: string[]
  readPoint: ReadPoint
}

export const memberRecordOf = (row: MemberRow, readPoint: ReadPoint): MemberRecord => ({
  memberId: row.memberId,
  row,
  cardNumbers: row.cards.map((card) => card.cardNumber),
  ...(row.phone === null ? {} : { phoneReversed: reverseText(row.phone) }),
  nameKeys: nameKeysOf(row.name),
  readPoint,
})

/**
 * Whether a row just read replaces the one that is kept. Versions count within one life of head office's data only:
 * after a restore they may be lower and still be the truth. An equal version moves the read point on.
 */
export function isNewerThan(next: MemberRecord, kept: MemberRecord | undefined): boolean {
  if (!kept || kept.readPoint.generation !== next.readPoint.generation) return true
  return next.row.version >= kept.row.version
}
