import type { ExchangeFaultCode } from '../../../shared/contract/exchange.ts'
import type { QueryEnv } from './load-program.ts'

/** How it stands between this terminal and head office. Times are this terminal's clock, ms since 1970. */
export type SyncView = {
  state: 'starting' | 'online' | 'offline'
  /** When that state began; 0 before the loop ever ran. */
  since: number
  waitingFacts: number
  /** When the oldest waiting fact happened; null when none waits. */
  oldestWaitingAt: number | null
  lastExchangeAt: number | null
  fault: ExchangeFaultCode | null
  /** Whether head office's rows have been read to the end once: before that, members may be missing. */
  isCaughtUp: boolean
  membersKnown: number
}

export async function loadSyncView(env: Pick<QueryEnv, 'db'>): Promise<SyncView> {
  const { db } = env
  const link = await db.linkMeta()
  const sync = await db.syncMeta()
  const last = sync && (await db.lastFact(sync.epoch))
  const waitingFacts = Math.max(0, (last?.terminalSeq ?? 0) - (sync?.settledSeq ?? 0))
  const oldest = sync && waitingFacts > 0 ? await db.facts.get([sync.epoch, sync.settledSeq + 1]) : undefined
  return {
    state: link?.state ?? 'starting',
    since: link?.since ?? 0,
    waitingFacts,
    oldestWaitingAt: oldest?.fact.occurredAt ?? null,
    lastExchangeAt: sync?.lastExchangeAt ?? null,
    fault: link?.fault ?? null,
    isCaughtUp: sync?.isCaughtUp ?? false,
    membersKnown: sync?.memberCount ?? 0,
  }
}
