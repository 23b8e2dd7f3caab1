import { Dexie } from 'dexie'
import type { ExchangeAnswer } from '../../../shared/contract/exchange.ts'
import type { MemberRow } from '../../../shared/domain/member.ts'
import type { ProgramDocument } from '../../../shared/domain/program.ts'
import { assert } from '../../../shared/lib/assert.ts'
import { isNewerThan, memberRecordOf, type ReadPoint } from '../db/member-record.ts'
import type { SyncMeta } from '../db/meta-rows.ts'
import type { TillDatabase } from '../db/till-database.ts'

/**
 * Applies one answer in one transaction: settled facts, acks, rows and cursor were read in one snapshot and are true
 * only together. `programs` are those of the answer whose signature is genuine. `hasMoreToDo`: exchange again at once;
 * never true for an answer that moved nothing, so that a confused head office is not asked in a tight circle.
 */
export async function applyAnswer(
  db: TillDatabase,
  input: { answer: ExchangeAnswer; programs: ProgramDocument[]; epoch: number; now: number },
): Promise<{ hasMoreToDo: boolean }> {
  const { answer, programs, epoch, now } = input
  const tables = [db.meta, db.facts, db.members, db.programs, db.staff, db.acks]
  return db.transaction('rw', tables, async () => {
    const before = await db.syncMeta()
    assert(before?.epoch === epoch, 'the epoch does not change during an exchange')
    const headSeq = (await db.lastFact(epoch))?.terminalSeq ?? 0
    // Never beyond what this terminal has: facts recorded later would count as settled.
    const settledSeq = Math.min(answer.settledSeq, headSeq)
    const isOtherLife = before.generation !== null && before.generation !== answer.generation
    if (isOtherLife) await forgetAcksAfter(db, epoch, settledSeq)
    await db.acks.bulkPut(answer.acks.map((ack) => ({ ...ack, epoch })))
    const { generation, serverTime } = answer
    const newMembers = await putMembers(db, memberRowsOf(answer), {
      generation,
      epoch,
      settledSeq,
      serverTime,
    })
    await db.programs.bulkPut(programs)
    await db.staff.bulkPut(
      answer.changes.flatMap((change) => (change.kind === 'staff' ? [change.staff] : [])),
    )
    const isAtEnd = !answer.hasMore && !isOtherLife
    const after: SyncMeta = {
      key: 'sync',
      epoch,
      settledSeq: Math.min(settledSeq, answer.needSeq === null ? settledSeq : answer.needSeq - 1),
      generation,
      // Another life of the data has its own positions: read it from the beginning.
      cursor: isOtherLife ? null : answer.cursor,
      asOf: isAtEnd ? serverTime : before.asOf,
      lastExchangeAt: now,
      isCaughtUp: isAtEnd || (before.isCaughtUp && !isOtherLife),
      memberCount: before.memberCount + newMembers,
    }
    await db.meta.put(after)
    return { hasMoreToDo: hasMoved(before, after) && (!isAtEnd || after.settledSeq < headSeq) }
  })
}

const hasMoved = (before: SyncMeta, after: SyncMeta): boolean =>
  before.generation !== after.generation ||
  before.cursor !== after.cursor ||
  before.settledSeq !== after.settledSeq

/** A restored head office settles these facts again; what it said in its former life no longer holds. */
const forgetAcksAfter = (db: TillDatabase, epoch: number, settledSeq: number): Promise<number> =>
  db.acks
    .where('[epoch+terminalSeq]')
    .between([epoch, settledSeq], [epoch, Dexie.maxKey], false, true)
    .delete()

/** The newest row of each member in an answer. */
function memberRowsOf(answer: ExchangeAnswer): MemberRow[] {
  const changed = answer.changes.flatMap((change) => (change.kind === 'member' ? [change.member] : []))
  const newest = new Map<string, MemberRow>()
  for (const row of [...answer.members, ...changed]) {
    const known = newest.get(row.memberId)
    if (!known || row.version >= known.version) newest.set(row.memberId, row)
  }
  return [...newest.values()]
}

/** Puts the rows that are not older than what is kept; gives the number of members not known before. */
async function putMembers(db: TillDatabase, rows: MemberRow[], readPoint: ReadPoint): Promise<number> {
  const kept = await db.members.bulkGet(rows.map((row) => row.memberId))
  const records = rows.map((row) => memberRecordOf(row, readPoint))
  await db.members.bulkPut(records.filter((record, index) => isNewerThan(record, kept[index])))
  return kept.filter((record) => record === undefined).length
}
