import type { ExchangeFault } from '../../../shared/contract/exchange.ts'
import { exchangeEveryMs } from '../../../shared/contract/limits.ts'
import { retryDelayMs } from '../../../shared/contract/retry-delay.ts'
import type { TerminalBridge } from '../../../shared/contract/terminal-bridge.ts'
import { type Result, refuse } from '../../../shared/lib/result.ts'
import type { TillDatabase } from '../db/till-database.ts'
import { exchangeOnce } from './exchange.ts'

/** What the loop works with; time and chance come in here, so that a test can hold them. */
export type SyncPorts = {
  db: TillDatabase
  bridge: TerminalBridge
  /** ms since 1970. */
  clock: () => number
  /** At least 0 and below 1. */
  random: () => number
  /** Calls back once; the returned function forgets it. */
  setTimer: (run: () => void, delayMs: number) => () => void
  log: (event: string, details?: Record<string, unknown>) => void
}

export type SyncLoop = {
  /** Begins exchanging with head office; when it has begun, exchanges at once. Waits for enrolment by doing nothing. */
  start(): void
  /** Ends it and waits for the exchange in flight. */
  stop(): Promise<void>
  /** A fact waits: exchange at once, unless head office asked for a rest. */
  factRecorded(): void
}

/** Carries facts up and changes down: by timer, when woken, after each fact; one exchange in flight; never gives up. */
export function createSyncLoop(ports: SyncPorts): SyncLoop {
  return new Loop(ports)
}

class Loop implements SyncLoop {
  readonly #ports: SyncPorts
  #stopWake: (() => void) | undefined
  #cancelTimer: (() => void) | undefined
  #running: Promise<void> | undefined
  #isAskedAgain = false
  #isStopped = false
  /** Failed exchanges in a row. */
  #failures = 0
  /** Head office asked to be left alone until then (its Retry-After); a wake-up does not shorten it. */
  #restUntil = 0
  #link: { state: string; fault: ExchangeFault['code'] | null } | undefined

  constructor(ports: SyncPorts) {
    this.#ports = ports
  }

  start(): void {
    if (this.#isStopped) return
    this.#stopWake ??= this.#ports.bridge.onWake((event) => this.#woken(event.connected))
    this.#exchangeSoon()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#stopWake?.()
    this.#cancelTimer?.()
    await this.#running
  }

  factRecorded(): void {
    if (this.#stopWake && !this.#isResting()) this.#exchangeSoon()
  }

  /** A broken connection is worth an exchange too, while the last one went well: it says whether we are offline. */
  #woken(connected: boolean): void {
    if (connected ? !this.#isResting() : this.#failures === 0) this.#exchangeSoon()
  }

  #isResting(): boolean {
    return this.#ports.clock() < this.#restUntil
  }

  #exchangeSoon(): void {
    if (this.#isStopped) return
    this.#isAskedAgain = true
    if (this.#running) return
    this.#cancelTimer?.()
    this.#running = this.#run().finally(() => {
      this.#running = undefined
    })
  }

  async #run(): Promise<void> {
    let retryAfterMs: number | null = null
    while (this.#isAskedAgain && !this.#isStopped) {
      this.#isAskedAgain = false
      const outcome = await this.#exchange()
      retryAfterMs = outcome.ok ? null : outcome.refusal.retryAfterMs
      if (retryAfterMs !== null) break
      if (outcome.ok && outcome.value.hasMoreToDo) this.#isAskedAgain = true
    }
    if (!this.#isStopped) this.#setTimer(retryAfterMs)
  }

  /** The loop outlives whatever goes wrong in one exchange: a till that stops telling head office is worse than a log line. */
  async #exchange(): Promise<Result<{ hasMoreToDo: boolean }, ExchangeFault>> {
    try {
      const outcome = await exchangeOnce(this.#ports)
      this.#failures = outcome.ok ? 0 : this.#failures + 1
      if (outcome.ok && outcome.value.isEnrolled) await this.#tell('online', null)
      if (!outcome.ok) await this.#tell('offline', outcome.refusal.code)
      return outcome
    } catch (error) {
      this.#failures += 1
      this.#ports.log('exchange.failed', { error: String(error) })
      const fault = { code: 'answer-not-understood', retryAfterMs: null } as const
      // Said on the screen too, unless it is the database itself that fails.
      await this.#tell('offline', fault.code).catch(() => undefined)
      return refuse(fault)
    }
  }

  #setTimer(retryAfterMs: number | null): void {
    const { random, clock, setTimer } = this.#ports
    const isWaitedOut = this.#failures > 0
    const delayMs = isWaitedOut
      ? retryDelayMs({ failures: this.#failures, retryAfterMs, random })
      : exchangeEveryMs
    this.#restUntil = retryAfterMs === null ? 0 : clock() + delayMs
    this.#cancelTimer = setTimer(() => this.#exchangeSoon(), delayMs)
  }

  /** Writes how the connection is, for the screen, when it is not what it was. */
  async #tell(state: 'online' | 'offline', fault: ExchangeFault['code'] | null): Promise<void> {
    if (this.#link?.state === state && this.#link.fault === fault) return
    const { db, clock } = this.#ports
    const known = this.#link && (await db.linkMeta())
    const since = known?.state === state ? known.since : clock()
    await db.meta.put({ key: 'link', state, since, fault })
    this.#link = { state, fault }
  }
}
