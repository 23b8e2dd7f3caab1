import 'fake-indexeddb/auto'
import { adoptIdentity } from '../../renderer/till/db/adopt-identity.ts'
import { TillDatabase } from '../../renderer/till/db/till-database.ts'
import { createSyncLoop } from '../../renderer/till/sync/sync-loop.ts'
import type { TillEnv } from '../../renderer/till/till-env.ts'
import { MemoryBridge } from './memory-bridge.ts'
import { MemoryHeadOffice, sampleProgram } from './memory-head-office.ts'

/** Timers that run when the test says so. */
export class HeldTimers {
  readonly waiting: { run: () => void; delayMs: number }[] = []

  set = (run: () => void, delayMs: number): (() => void) => {
    const timer = { run, delayMs }
    this.waiting.push(timer)
    return () => this.#forget(timer)
  }

  /** Runs the timer that waits; throws when there is none, or more than one. */
  fire(): void {
    const [timer, ...others] = this.waiting
    if (!timer || others.length > 0) throw new Error(`${this.waiting.length} timers wait`)
    this.#forget(timer)
    timer.run()
  }

  #forget(timer: { run: () => void; delayMs: number }): void {
    const index = this.waiting.indexOf(timer)
    if (index >= 0) this.waiting.splice(index, 1)
  }
}

let opened = 0

/** A till with a real Dexie over IndexedDB in memory, one member-less head office, and time and chance in the test's hand. */
export async function openMemoryTill(headOffice = new MemoryHeadOffice()) {
  if (headOffice.programs.length === 0) headOffice.publishProgram(sampleProgram)
  opened += 1
  const bridge = new MemoryBridge(headOffice)
  const db = new TillDatabase(`till-${opened}`)
  const timers = new HeldTimers()
  const time = { now: Date.parse('2026-11-21T02:00:00Z') }
  const log: { event: string; details: Record<string, unknown> | undefined }[] = []
  let ids = 0
  if (bridge.enrolled) await adoptIdentity(db, bridge.enrolled)
  const parts = {
    db,
    bridge,
    clock: () => time.now,
    random: () => 0.5,
    newId: () => {
      ids += 1
      return `00000000-0000-7000-8000-${String(opened).padStart(4, '0')}${String(ids).padStart(8, '0')}`
    },
    log: (event: string, details?: Record<string, unknown>) => log.push({ event, details }),
  }
  const sync = createSyncLoop({ ...parts, setTimer: timers.set })
  const env: TillEnv = { ...parts, sync, about: await bridge.about() }
  return { env, bridge, headOffice, timers, time, log }
}

/** Lets everything that is under way come to rest: IndexedDB in memory runs on macrotasks. */
export async function settle(isAtRest: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 2_000; turn += 1) {
    if (await isAtRest()) return
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  throw new Error('Nothing came to rest')
}
