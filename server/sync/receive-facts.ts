import { z } from 'zod'
import { type ChainHead, headAfter } from '../../shared/domain/fact.ts'
import { ok, type Result, refuse } from '../../shared/lib/result.ts'
import { type Database, readRow, readRows, type Transaction } from '../db/database.ts'
import { publishChanges } from '../db/feed.ts'
import { inTransaction } from '../db/transaction.ts'
import { type AttentionCase, openCases } from '../ledger/attention.ts'
import type { ProgramLibrary } from '../programs/program-library.ts'
import { linkFault } from './chain-link.ts'
import { type EnvelopedFact, readBody } from './envelope.ts'
import type { ReadFact } from './judge-facts.ts'
import { settleFacts } from './settle-facts.ts'

/** A batch whose signature has been checked. */
export type SignedBatch = {
  terminalId: string
  epoch: number
  facts: readonly EnvelopedFact[]
  /** What was signed; it names the chain's head. Kept with its signature as the proof. */
  signingText: string
  signature: string
}

export type BatchRefusal = { code: 'terminal-frozen' | 'chain-broken'; message: string }

const epochRow = z.object({
  storeId: z.string(),
  status: z.enum(['active', 'closed', 'frozen']),
  settledSeq: z.int(),
  chainHash: z.string(),
  countedFacts: z.int(),
  awardedPoints: z.int(),
  redeemedPoints: z.int(),
})
const hashRow = z.object({ terminalSeq: z.int(), hash: z.string() })

/**
 * Takes a batch in one transaction, locks in this order: the epoch, members sorted, receipts, accounts sorted, the
 * feed's counter. `needSeq` is set when facts are missing before the batch; nothing is stored then.
 */
export const receiveFacts = (
  database: Database,
  library: ProgramLibrary,
  batch: SignedBatch,
): Promise<Result<{ needSeq: number | null }, BatchRefusal>> =>
  inTransaction(database, (transaction) => receiveWithin(transaction, library, batch))

/** The same within a transaction of the caller's. */
export async function receiveWithin(
  transaction: Transaction,
  library: ProgramLibrary,
  batch: SignedBatch,
): Promise<Result<{ needSeq: number | null }, BatchRefusal>> {
  const epoch = await lockEpoch(transaction, batch)
  if (!epoch || epoch.status === 'frozen') return refuse(frozen)
  if (await isForked(transaction, batch, epoch.head.terminalSeq)) {
    await freeze(transaction, batch)
    return refuse(frozen)
  }
  await transaction`update terminals set last_exchange_at = now() where terminal_id = ${batch.terminalId}`
  const fresh = batch.facts.filter((fact) => fact.terminalSeq > epoch.head.terminalSeq)
  const [first] = fresh
  if (!first) return ok({ needSeq: null })
  if (first.terminalSeq > epoch.head.terminalSeq + 1) return ok({ needSeq: epoch.head.terminalSeq + 1 })
  const linked = linkFacts(fresh, epoch.head)
  if (!linked.ok) {
    await openCases(transaction, [linked.refusal])
    return refuse({ code: 'chain-broken', message: `Fact ${linked.refusal.subject}: its chain is broken` })
  }
  const changed = await settleFacts(transaction, library, linked.value.read)
  await saveHead(transaction, batch, { firstSeq: first.terminalSeq, head: linked.value.head })
  if (epoch.status === 'closed') await openCases(transaction, [closedEpochCase(batch)])
  const things = changed.map((id) => ({ kind: 'member' as const, id }))
  await publishChanges(transaction, things, batch.terminalId)
  return ok({ needSeq: null })
}

const frozen: BatchRefusal = {
  code: 'terminal-frozen',
  message: 'Two histories of this terminal exist; head office has stopped it until a manager decides',
}

/** Locks an epoch; nothing when there is no such one. */
export async function lockEpoch(
  transaction: Transaction,
  { terminalId, epoch }: Pick<SignedBatch, 'terminalId' | 'epoch'>,
) {
  const row = await readRow(
    transaction`
      select store_id, status, settled_seq, chain_hash, counted_facts, awarded_points, redeemed_points
      from epochs join terminals using (terminal_id)
      where terminal_id = ${terminalId} and epoch = ${epoch} for update of epochs`,
    epochRow,
  )
  if (!row) return undefined
  const head: ChainHead = {
    terminalId,
    storeId: row.storeId,
    epoch,
    terminalSeq: row.settledSeq,
    hash: row.chainHash,
    counters: {
      facts: row.countedFacts,
      awardedPoints: row.awardedPoints,
      redeemedPoints: row.redeemedPoints,
    },
  }
  return { status: row.status, head }
}

/** Whether a settled number comes again with another hash: a copied disk, a restored image, or an attack. */
async function isForked(transaction: Transaction, batch: SignedBatch, settledSeq: number): Promise<boolean> {
  const overlap = batch.facts.filter((fact) => fact.terminalSeq <= settledSeq)
  if (overlap.length === 0) return false
  const stored = await readRows(
    transaction`select terminal_seq, hash from facts
      where terminal_id = ${batch.terminalId} and epoch = ${batch.epoch}
        and terminal_seq = any(${overlap.map((fact) => fact.terminalSeq)}::bigint[])`,
    hashRow,
  )
  const hashes = new Map(stored.map((row) => [row.terminalSeq, row.hash]))
  return overlap.some((fact) => hashes.get(fact.terminalSeq) !== fact.hash)
}

async function freeze(transaction: Transaction, { terminalId, epoch, facts }: SignedBatch): Promise<void> {
  await transaction`update epochs set status = 'frozen' where terminal_id = ${terminalId} and epoch = ${epoch}`
  await openCases(transaction, [
    {
      kind: 'fork',
      subject: `${terminalId}:${epoch}`,
      terminalId,
      memberId: null,
      factId: null,
      detail: { sent: facts.map(({ terminalSeq, hash }) => ({ terminalSeq, hash })) },
    },
  ])
}

/** The facts with their bodies and the new head, or the case of the first link that does not fit. */
function linkFacts(
  facts: readonly EnvelopedFact[],
  start: ChainHead,
): Result<{ read: ReadFact[]; head: ChainHead }, AttentionCase> {
  let head = start
  const read: ReadFact[] = []
  for (const fact of facts) {
    const body = readBody(fact)
    const fault = linkFault(fact, body, head)
    if (fault) {
      const subject = `${start.terminalId}:${start.epoch}:${head.terminalSeq + 1}`
      const detail = { fault, previousHash: head.hash, sentHash: fact.hash }
      const about = { terminalId: start.terminalId, memberId: null, factId: fact.factId }
      return refuse({ kind: 'chain', subject, ...about, detail })
    }
    read.push({ fact, body })
    head = headAfter(fact)
  }
  return ok({ read, head })
}

async function saveHead(
  transaction: Transaction,
  { terminalId, epoch, signingText, signature }: SignedBatch,
  { firstSeq, head }: { firstSeq: number; head: ChainHead },
): Promise<void> {
  await transaction`
    update epochs set settled_seq = ${head.terminalSeq}, chain_hash = ${head.hash},
      counted_facts = ${head.counters.facts}, awarded_points = ${head.counters.awardedPoints},
      redeemed_points = ${head.counters.redeemedPoints}
    where terminal_id = ${terminalId} and epoch = ${epoch}`
  await transaction`
    insert into batches (terminal_id, epoch, first_seq, last_seq, signing_text, signature)
    values (${terminalId}, ${epoch}, ${firstSeq}, ${head.terminalSeq}, ${signingText}, ${signature})`
}

/** A machine that was given up has come back: its facts count, and somebody should know. */
const closedEpochCase = ({ terminalId, epoch }: SignedBatch): AttentionCase => ({
  kind: 'closed-epoch',
  subject: `${terminalId}:${epoch}`,
  terminalId,
  memberId: null,
  factId: null,
  detail: { epoch },
})
