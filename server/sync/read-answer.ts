import { z } from 'zod'
import { ack, type Change, type ExchangeAnswer, protocolVersion } from '../../shared/contract/exchange.ts'
import { answerBytesMax, changesPageMax } from '../../shared/contract/limits.ts'
import { signedProgram } from '../../shared/domain/program.ts'
import { staffRow } from '../../shared/domain/staff.ts'
import { readRow, readRows, type Transaction } from '../db/database.ts'
import { inSnapshot } from '../db/transaction.ts'
import { readMembers } from '../members/member-store.ts'
import type { Envelope } from './envelope.ts'
import type { HeadOffice } from './head-office.ts'

/** Of the answer that is not rows of members and changes: up to 500 acks, and what stands around them. */
const restBytesMax = 262_144

/** One half for the page of changes, one for the members whom the batch concerns. */
const halfBytesMax = (answerBytesMax - restBytesMax) / 2

const epochRow = z.object({ settledSeq: z.int(), storeId: z.string() })
const memberIdRow = z.object({ memberId: z.string() })
const headRow = z.object({ position: z.int() })
const feedRow = z.object({
  kind: z.enum(['member', 'program', 'staff']),
  id: z.string(),
  position: z.int(),
})
type FeedRow = z.infer<typeof feedRow>

/**
 * Reads the whole answer in ONE snapshot. A `settledSeq` from one moment and a member's state from another would count
 * a fact twice at the terminal, or not at all.
 */
export async function readAnswer(
  office: HeadOffice,
  request: Envelope,
  needSeq: number | null,
): Promise<ExchangeAnswer> {
  return await inSnapshot(office.database, async (transaction) => {
    const { terminalId, epoch } = request
    const place = await readRow(
      transaction`select settled_seq, store_id from epochs join terminals using (terminal_id)
        where terminal_id = ${terminalId} and epoch = ${epoch}`,
      epochRow,
    )
    const range = { terminalId, epoch, seqs: request.facts.map((fact) => fact.terminalSeq) }
    const concerned = await readConcernedMemberIds(transaction, range)
    const after = request.generation === office.generation ? positionOf(request.cursor) : 0
    const page = await readPage(transaction, after, place?.storeId ?? '')
    return {
      protocol: protocolVersion,
      generation: office.generation,
      serverTime: office.clock(),
      settledSeq: place?.settledSeq ?? 0,
      needSeq,
      acks: await readAcks(transaction, range),
      members: await readFittingMembers(transaction, concerned),
      ...page,
    }
  })
}

type FactRange = { terminalId: string; epoch: number; seqs: number[] }

/** Only what is not simply accepted, whether it was settled now or before. */
async function readAcks(transaction: Transaction, { terminalId, epoch, seqs }: FactRange) {
  if (seqs.length === 0) return []
  return await readRows(
    transaction`select terminal_seq, fact_id, status, code from facts
      where terminal_id = ${terminalId} and epoch = ${epoch} and terminal_seq = any(${seqs}::bigint[])
        and status <> 'accepted' order by terminal_seq`,
    ack,
  )
}

async function readConcernedMemberIds(transaction: Transaction, { terminalId, epoch, seqs }: FactRange) {
  if (seqs.length === 0) return []
  const rows = await readRows(
    transaction`select distinct member_id from facts
      where terminal_id = ${terminalId} and epoch = ${epoch} and terminal_seq = any(${seqs}::bigint[])
        and member_id is not null`,
    memberIdRow,
  )
  return rows.map((row) => row.memberId)
}

/**
 * The members whom the batch concerns, as many as fit. Those left out are on their way all the same: the batch has
 * changed them, so their rows come with the changes, and until then the terminal counts its own facts onto the rows
 * that it has.
 */
async function readFittingMembers(transaction: Transaction, memberIds: readonly string[]) {
  const members = await readMembers(transaction, memberIds)
  return members.slice(0, countFitting(members))
}

/** A cursor that we did not make reads from the beginning: too much is harmless, too little is not. */
const positionOf = (cursor: string | null): number =>
  cursor && /^\d{1,15}$/.test(cursor) ? Number(cursor) : 0

/** One page of the feed after a position; a store's staff is no other store's business. */
async function readPage(transaction: Transaction, asked: number, storeId: string) {
  const head = await readRow(transaction`select position from feed_head`, headRow)
  const newest = head?.position ?? 0
  const after = asked > newest ? 0 : asked
  const rows = await readRows(
    transaction`select kind, id, position from feed
      where position > ${after}::bigint order by position limit ${changesPageMax + 1}`,
    feedRow,
  )
  const page = rows.slice(0, changesPageMax)
  const changes = await readChanges(transaction, page, storeId)
  const fitting = countFitting(page.map((row) => changes.get(nameOf(row))))
  const hasMore = rows.length > fitting
  return {
    changes: page.slice(0, fitting).flatMap((row) => changes.get(nameOf(row)) ?? []),
    cursor: String(hasMore ? (page[fitting - 1]?.position ?? after) : newest),
    hasMore,
  }
}

/**
 * How many of the rows, from the first, fit one half of an answer; one at least. Members with thousands of lots are
 * large, and an answer beyond what a terminal reads would stop it for ever.
 */
function countFitting(rows: readonly unknown[]): number {
  let bytes = 0
  const tooMuch = rows.findIndex((row, index) => {
    bytes += row === undefined ? 0 : Buffer.byteLength(JSON.stringify(row)) + 1
    return index > 0 && bytes > halfBytesMax
  })
  return tooMuch < 0 ? rows.length : tooMuch
}

const nameOf = ({ kind, id }: Pick<FeedRow, 'kind' | 'id'>): string => `${kind}:${id}`

async function readChanges(
  transaction: Transaction,
  page: readonly FeedRow[],
  storeId: string,
): Promise<ReadonlyMap<string, Change>> {
  const idsOf = (kind: FeedRow['kind']) => page.filter((row) => row.kind === kind).map((row) => row.id)
  const members = await readMembers(transaction, idsOf('member'))
  const programs = await readRows(
    transaction`select document, signature from programs
      where version = any(${idsOf('program').map(Number)}::integer[])`,
    signedProgram,
  )
  const staff = await readRows(
    transaction`select staff_id, store_id, name, role, status, pin_hash from staff
      where staff_id = any(${idsOf('staff')}::text[]) and store_id = ${storeId}`,
    staffRow,
  )
  const changes = new Map<string, Change>()
  for (const member of members)
    changes.set(nameOf({ kind: 'member', id: member.memberId }), { kind: 'member', member })
  for (const program of programs)
    changes.set(nameOf({ kind: 'program', id: String(program.document.version) }), {
      kind: 'program',
      program,
    })
  for (const row of staff)
    changes.set(nameOf({ kind: 'staff', id: row.staffId }), { kind: 'staff', staff: row })
  return changes
}
