import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { reconnectSeconds } from './database.ts'

/** Any number that no other program on the same database uses. */
const instanceLock = 0x706b6f6e6531

/** A killed head office's connection takes a moment to be noticed as gone. */
const patienceMs = 3_000

/** How often the lock is looked after: PostgreSQL forgets it when it restarts. */
const watchEveryMs = 3_000

export type InstanceLock = { release: () => Promise<void> }

/**
 * Makes this the only head office on an embedded database, for as long as its connection lives: unlike a file, the
 * lock cannot outlast a killed process. Nothing when another one holds it. `onLost` is called when another one has
 * taken it, `onUnreachable` each time the database does not answer.
 */
export async function takeInstanceLock(
  url: string,
  callbacks: { onLost: () => void; onUnreachable: () => Promise<void> },
  waitMs = patienceMs,
): Promise<InstanceLock | undefined> {
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    connect_timeout: 5,
    backoff: reconnectSeconds,
    onnotice: () => undefined,
  })
  // Taken again in the same session it counts up, which is harmless; in a new session it is taken anew.
  const isHeld = async () => {
    const [row] = await sql`select pg_try_advisory_lock(${instanceLock}::bigint) as held`
    return row?.held === true
  }
  const startedAt = Date.now()
  while (!(await isHeld())) {
    if (Date.now() - startedAt > waitMs) {
      await sql.end({ timeout: 1 })
      return undefined
    }
    await wait(100)
  }
  let isChecking = false
  const watch = setInterval(async () => {
    if (isChecking) return
    isChecking = true
    try {
      if (!(await isHeld())) callbacks.onLost()
    } catch {
      await callbacks.onUnreachable()
    } finally {
      isChecking = false
    }
  }, watchEveryMs)
  return {
    release: async () => {
      clearInterval(watch)
      await sql.end({ timeout: 1 })
    },
  }
}
