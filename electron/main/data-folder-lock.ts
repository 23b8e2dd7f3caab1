import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/** The holder touches its file this often; one that has not been touched for long belongs to nobody. */
const touchEveryMs = 5_000
const staleAfterMs = 30_000

const lockContent = z.strictObject({ pid: z.int(), host: z.string(), holder: z.string() })

/**
 * Takes the data folder for this process; undefined when another one has it. Electron's own lock sees only the same
 * user on the same machine; this one also sees another machine that opens the folder over the network.
 */
export function lockDataFolder(dataFolder: string): { release: () => void } | undefined {
  const path = join(dataFolder, 'pointkeeper.lock')
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  if (isHeld(path)) return undefined
  const holder = randomUUID()
  rmSync(path, { force: true })
  try {
    // `wx`: of two that start in the same moment, one makes the file.
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname(), holder }), {
      flag: 'wx',
      mode: 0o600,
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined
    throw error
  }
  const timer = setInterval(() => touch(path, holder), touchEveryMs)
  timer.unref()
  return {
    release: () => {
      clearInterval(timer)
      if (readLock(path)?.holder === holder) rmSync(path, { force: true })
    },
  }
}

function isHeld(path: string): boolean {
  const lock = readLock(path)
  if (!lock) return false
  const touchedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (Date.now() - touchedAt > staleAfterMs) return false
  // After a crash a till must start again at once, not when the lock has grown old.
  return lock.host !== hostname() || (lock.pid !== process.pid && isAlive(lock.pid))
}

function readLock(path: string): z.infer<typeof lockContent> | undefined {
  try {
    return lockContent.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

function touch(path: string, holder: string): void {
  if (readLock(path)?.holder !== holder) return
  const now = new Date()
  utimesSync(path, now, now)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
