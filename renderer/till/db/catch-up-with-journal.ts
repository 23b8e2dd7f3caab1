import { Dexie } from 'dexie'
import type { TerminalBridge } from '../../../shared/contract/terminal-bridge.ts'
import { type Decision, refuseWith } from '../../../shared/domain/refusal.ts'
import { ok } from '../../../shared/lib/result.ts'
import { type FactRecord, factRecordOf } from './fact-record.ts'
import type { TillDatabase } from './till-database.ts'

/** Facts copied in one transaction: about 1 MB, so that a long replay never holds the database for a visible time. */
const replayFactsMax = 500

type Parts = { db: TillDatabase; bridge: TerminalBridge }

/**
 * Copies into the database what the journal has beyond it: after a crash between the two writes, or a database that
 * came up empty, old or different. Refuses `not-recorded` when the journal is the shorter one: its next numbers have
 * been used, and head office would see a fork.
 */
export async function catchUpWithJournal(parts: Parts): Promise<Decision<{ replayedFacts: number }>> {
  const head = await parts.bridge.journalHead()
  if (!head) return ok({ replayedFacts: 0 })
  const last = await parts.db.lastFact(head.epoch)
  const lastSeq = last?.terminalSeq ?? 0
  if (lastSeq > head.terminalSeq) return refuseWith('not-recorded', { reason: 'journal-damaged' })
  if (lastSeq === head.terminalSeq && (!last || last.fact.hash === head.hash)) return ok({ replayedFacts: 0 })
  const isSameChain = !last || (await isSameChainAs(parts.bridge, last))
  if (!isSameChain) await deleteEpoch(parts.db, head.epoch)
  return ok({ replayedFacts: await replayAfter(parts, isSameChain ? lastSeq : 0) })
}

/**
 * The journal is the record: where the two differ, the database's facts of the epoch are made again from it. A number that
 * the journal has lost (damage in its middle was cut out) is no difference: the database may be the last to know it.
 */
async function isSameChainAs(bridge: TerminalBridge, last: FactRecord): Promise<boolean> {
  const [recorded] = await bridge.factsAfter({ afterSeq: last.terminalSeq - 1, countMax: 1 })
  return recorded?.terminalSeq !== last.terminalSeq || recorded.hash === last.fact.hash
}

const deleteEpoch = (db: TillDatabase, epoch: number): Promise<number> =>
  db.facts.where('[epoch+terminalSeq]').between([epoch, Dexie.minKey], [epoch, Dexie.maxKey]).delete()

async function replayAfter({ db, bridge }: Parts, seq: number): Promise<number> {
  let afterSeq = seq
  let replayedFacts = 0
  for (;;) {
    const facts = await bridge.factsAfter({ afterSeq, countMax: replayFactsMax })
    const last = facts.at(-1)
    if (!last) return replayedFacts
    await db.facts.bulkPut(facts.map(factRecordOf))
    replayedFacts += facts.length
    afterSeq = last.terminalSeq
  }
}
