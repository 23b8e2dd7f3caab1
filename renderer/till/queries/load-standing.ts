import { Dexie } from 'dexie'
import { applyPosting } from '../../../shared/domain/apply-posting.ts'
import { postingsOf } from '../../../shared/domain/derive.ts'
import type { SealedFact } from '../../../shared/domain/fact.ts'
import type { MemberRow } from '../../../shared/domain/member.ts'
import type { Standing } from '../../../shared/domain/standing.ts'
import type { MemberRecord } from '../db/member-record.ts'
import type { TillDatabase } from '../db/till-database.ts'
import type { TradingDay } from './load-program.ts'

/** A member as known here: head office's row, and the standing with this terminal's own pending facts on top. */
export type KnownStanding = {
  row: MemberRow
  /** Head office's clock when the row was read, ms since 1970. */
  readAt: number
  /** Confirmed, folded with the pending facts. */
  standing: Standing
  pendingFacts: SealedFact[]
}

/** Read in one transaction; nothing when this till does not know the member. */
export async function loadStanding(
  db: TillDatabase,
  memberId: string,
  { program }: TradingDay,
): Promise<KnownStanding | undefined> {
  return db.transaction('r', db.members, db.facts, db.acks, async () => {
    const record = await db.members.get(memberId)
    if (!record) return undefined
    const pendingFacts = await loadPendingFacts(db, record)
    const own = pendingFacts
      .flatMap(({ body }) => postingsOf(body))
      .filter((each) => each.memberId === memberId)
    const standing = own.reduce((before, each) => applyPosting(before, each, program), record.row.standing)
    return { row: record.row, readAt: record.readPoint.serverTime, standing, pendingFacts }
  })
}

/**
 * The member's own facts that the row does not hold yet: those beyond its read point. A fact that head office refused
 * or quarantined moves nothing there, so it is left out here too.
 */
async function loadPendingFacts(db: TillDatabase, record: MemberRecord): Promise<SealedFact[]> {
  const { epoch, settledSeq } = record.readPoint
  const own = await db.facts
    .where('[memberId+epoch+terminalSeq]')
    .between([record.memberId, epoch, settledSeq], [record.memberId, Dexie.maxKey], false, true)
    .toArray()
  if (own.length === 0) return []
  const acks = await db.acks.bulkGet(own.map(({ factId }) => factId))
  return own.filter((_, index) => acks[index] === undefined).map(({ fact }) => fact)
}
