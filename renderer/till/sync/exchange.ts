import { Dexie } from 'dexie'
import {
  type ExchangeAnswer,
  type ExchangeFault,
  programSigningText,
} from '../../../shared/contract/exchange.ts'
import { batchFactsMax, factBytesMax } from '../../../shared/contract/limits.ts'
import type { SealedFact } from '../../../shared/domain/fact.ts'
import type { ProgramDocument } from '../../../shared/domain/program.ts'
import { canonicalJson } from '../../../shared/lib/canonical-json.ts'
import { ok, type Result, refuse } from '../../../shared/lib/result.ts'
import type { SyncMeta } from '../db/meta-rows.ts'
import type { TillDatabase } from '../db/till-database.ts'
import { applyAnswer } from './apply-answer.ts'
import type { SyncPorts } from './sync-loop.ts'

/**
 * One round trip: the oldest waiting facts up; acks, states and changes down, applied in one transaction. A lost
 * answer needs nothing: the same facts go again and are duplicates.
 */
export async function exchangeOnce(
  ports: Pick<SyncPorts, 'db' | 'bridge' | 'clock' | 'log'>,
): Promise<Result<{ isEnrolled: boolean; hasMoreToDo: boolean }, ExchangeFault>> {
  const { db, bridge, clock, log } = ports
  const sync = await db.syncMeta()
  if (!sync) return ok({ isEnrolled: false, hasMoreToDo: false })
  // A database that knows no generation is new or was made again: it first asks how far head office is.
  const facts = sync.generation === null ? [] : await loadBatch(db, sync)
  const { generation, cursor } = sync
  const answered = await bridge.exchange({ generation, cursor, facts })
  if (!answered.ok) return answered
  const answer = answered.value
  const programs = await genuinePrograms({ bridge, log }, answer)
  const applied = await applyAnswer(db, { answer, programs, epoch: sync.epoch, now: clock() })
  if (answer.needSeq !== null && (await isMissing(db, { epoch: sync.epoch, seq: answer.needSeq }))) {
    log('facts.missing', { neededSeq: answer.needSeq })
    return refuse({ code: 'request-refused', retryAfterMs: null })
  }
  return ok({ isEnrolled: true, hasMoreToDo: applied.hasMoreToDo })
}

/**
 * Whether a fact that head office needs before all others is gone here too: damage in the journal, then a new database.
 * No retry brings it, and "waiting to be sent" would be shown for ever.
 */
const isMissing = async (
  db: TillDatabase,
  { epoch, seq }: { epoch: number; seq: number },
): Promise<boolean> => (await db.facts.get([epoch, seq])) === undefined

/** The facts after the last settled one, in order, as many as one request holds; one at least, however large. */
async function loadBatch(db: TillDatabase, sync: SyncMeta): Promise<SealedFact[]> {
  const waiting = await db.facts
    .where('[epoch+terminalSeq]')
    .between([sync.epoch, sync.settledSeq], [sync.epoch, Dexie.maxKey], false, true)
    .limit(batchFactsMax)
    .toArray()
  let leftBytes = factBytesMax
  const encoder = new TextEncoder()
  const facts = waiting.map(({ fact }) => fact)
  const fit = facts.findIndex((fact) => {
    leftBytes -= encoder.encode(JSON.stringify(fact)).length + 1
    return leftBytes < 0
  })
  return fit === -1 ? facts : facts.slice(0, Math.max(1, fit))
}

/** Programs whose signature is head office's own: a forged one would change what every sale awards. */
async function genuinePrograms(
  { bridge, log }: Pick<SyncPorts, 'bridge' | 'log'>,
  answer: ExchangeAnswer,
): Promise<ProgramDocument[]> {
  const signed = answer.changes.flatMap((change) => (change.kind === 'program' ? [change.program] : []))
  const genuine: ProgramDocument[] = []
  for (const { document, signature } of signed) {
    const text = programSigningText(canonicalJson(document))
    if (await bridge.verifyHeadOffice({ text, signature })) genuine.push(document)
    else log('program.signature-wrong', { version: document.version })
  }
  return genuine
}
