import type { FactBody, SealedFact } from '../../../shared/domain/fact.ts'
import { type Decision, refuseWith } from '../../../shared/domain/refusal.ts'
import { ok } from '../../../shared/lib/result.ts'
import { catchUpWithJournal } from '../db/catch-up-with-journal.ts'
import { factRecordOf } from '../db/fact-record.ts'
import type { TillEnv } from '../till-env.ts'

/**
 * Records what was decided: into the journal, to the disk, which is the commit point, then into the database. Done only
 * after both. The posting's id is the fact's. Refuses `not-recorded` with the reason; `copy-failed` means that the
 * fact is safe in the journal and only this screen does not show it: it must not be entered again.
 */
export async function recordFact(
  env: TillEnv,
  input: { body: FactBody; businessDate: string; cashierId: string },
): Promise<Decision<SealedFact>> {
  const recorded = await env.bridge.record({
    factId: input.body.posting.postingId,
    occurredAt: env.clock(),
    businessDate: input.businessDate,
    cashierId: input.cashierId,
    body: input.body,
  })
  if (!recorded.ok) return refuseWith('not-recorded', { reason: recorded.refusal.code })
  const isCopied = await copyToDatabase(env, recorded.value)
  env.sync.factRecorded()
  return isCopied ? ok(recorded.value) : refuseWith('not-recorded', { reason: 'copy-failed' })
}

/** A failed write is tried once more from the journal; a full or broken IndexedDB is expected trouble here. */
async function copyToDatabase(env: TillEnv, fact: SealedFact): Promise<boolean> {
  try {
    await env.db.facts.put(factRecordOf(fact))
    return true
  } catch (error) {
    env.log('database.write-failed', { error: String(error) })
  }
  try {
    return (await catchUpWithJournal(env)).ok
  } catch (error) {
    env.log('database.replay-failed', { error: String(error) })
    return false
  }
}
