import { Dexie } from 'dexie'
import { factBytesMax } from '../../../shared/contract/limits.ts'
import type { RecordFault } from '../../../shared/contract/terminal-bridge.ts'
import {
  type ChainHead,
  type FactDraft,
  factDraft,
  genesisHead,
  headAfter,
  type SealedFact,
  sealFact,
} from '../../../shared/domain/fact.ts'
import { canonicalJson } from '../../../shared/lib/canonical-json.ts'
import { ok, type Result, refuse } from '../../../shared/lib/result.ts'
import type { JournalDatabase } from './journal-database.ts'

/**
 * Seals a draft and writes it. Reading the head and writing the next link are one transaction, and IndexedDB runs
 * writing transactions one after the other: no number is given twice.
 */
export async function recordInJournal(
  journal: JournalDatabase,
  draft: FactDraft,
): Promise<Result<SealedFact, RecordFault>> {
  const parsed = factDraft.parse(draft)
  try {
    return await journal.transaction('rw', journal.facts, journal.terminal, async () => {
      const known = await journal.facts.where('factId').equals(parsed.factId).first()
      if (known) return ok(known)
      const head = await journalHead(journal)
      if (!head) return refuse<RecordFault>({ code: 'not-enrolled' })
      const fact = sealFact(parsed, head)
      const byteCount = new TextEncoder().encode(canonicalJson(fact)).length
      if (byteCount > factBytesMax) return refuse<RecordFault>({ code: 'fact-too-large' })
      await journal.facts.add(fact)
      return ok(fact)
    })
  } catch (error) {
    if (!(error instanceof Dexie.DexieError)) throw error
    return refuse({ code: isDiskFull(error) ? 'disk-full' : 'journal-failed' })
  }
}

/** The last link, or the epoch's beginning; null before enrolment. */
export async function journalHead(journal: JournalDatabase): Promise<ChainHead | null> {
  const identity = await journal.identity()
  if (!identity) return null
  const { terminalId, storeId, epoch, enrolmentNonce } = identity
  const last = await ofEpoch(journal, epoch, Dexie.minKey).last()
  return last ? headAfter(last) : genesisHead({ terminalId, storeId, epoch, enrolmentNonce })
}

/** Facts of the present epoch above `afterSeq`, in order. */
export async function factsInJournal(
  journal: JournalDatabase,
  input: { afterSeq: number; countMax: number },
): Promise<SealedFact[]> {
  const identity = await journal.identity()
  if (!identity) return []
  return ofEpoch(journal, identity.epoch, input.afterSeq).limit(input.countMax).toArray()
}

const ofEpoch = (journal: JournalDatabase, epoch: number, afterSeq: typeof Dexie.minKey | number) =>
  journal.facts.where('[epoch+terminalSeq]').between([epoch, afterSeq], [epoch, Dexie.maxKey], false, true)

/** Dexie wraps an abort's cause once or twice. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'QuotaExceededError') return true
  return isDiskFull('inner' in error ? error.inner : undefined)
}
