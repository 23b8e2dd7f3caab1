import { v7 as newUuid } from 'uuid'
import type { BridgeAbout, TerminalBridge } from '../../shared/contract/terminal-bridge.ts'
import type { Env } from '../../shared/lib/env.ts'
import { ok, type Result, refuse } from '../../shared/lib/result.ts'
import { openBrowserBridge } from './bridge/browser-bridge.ts'
import { adoptIdentity } from './db/adopt-identity.ts'
import { catchUpWithJournal } from './db/catch-up-with-journal.ts'
import { openTillDatabase } from './db/open-till-database.ts'
import type { TillDatabase } from './db/till-database.ts'
import { createSyncLoop, type SyncLoop } from './sync/sync-loop.ts'
import { holdTillLock } from './till-lock.ts'

/** For diagnosis only; nothing is read back from it. */
export type Log = (event: string, details?: Record<string, unknown>) => void

/** The running till's parts: what commands and queries work with. */
export type TillEnv = Env & {
  /** At least 0 and below 1. */
  random: () => number
  db: TillDatabase
  bridge: TerminalBridge
  about: BridgeAbout
  sync: SyncLoop
  log: Log
}

declare global {
  interface Window {
    /** Put there by Electron's preload script; a browser has none. */
    terminalBridge?: TerminalBridge
  }
}

/** Electron's main process where there is one, else the browser's own journal, keys and network. */
export const chooseBridge = async (): Promise<TerminalBridge> =>
  window.terminalBridge ?? (await openBrowserBridge({ appVersion: import.meta.env.VITE_APP_VERSION ?? '' }))

/**
 * Opens the till's database and brings it level with the journal. Starts nothing: `env.sync.start()` does, once the
 * terminal is enrolled. Refuses when another tab of this browser profile has the till open.
 */
export async function openTill(
  bridge: TerminalBridge,
): Promise<Result<TillEnv, { code: 'till-open-elsewhere' }>> {
  if (!(await holdTillLock())) return refuse({ code: 'till-open-elsewhere' })
  const log = logToConsole
  log('storage.persist', { granted: await navigator.storage?.persist?.() })
  const db = await openTillDatabase({ log, clock: Date.now })
  const parts = { clock: Date.now, newId: newUuid, random: Math.random, db, bridge, log }
  const identity = await bridge.identity()
  if (identity) {
    await adoptIdentity(db, identity)
    const caughtUp = await catchUpWithJournal(parts)
    log('journal.replayed', caughtUp.ok ? caughtUp.value : caughtUp.refusal)
  }
  const about = await bridge.about()
  return ok({ ...parts, about, sync: createSyncLoop({ ...parts, setTimer }) })
}

function setTimer(run: () => void, delayMs: number): () => void {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}

function logToConsole(event: string, details: Record<string, unknown> = {}): void {
  // biome-ignore lint/suspicious/noConsole: the page's console is the log that Electron's main process keeps
  console.info(`pointkeeper ${event}`, JSON.stringify(details))
}
