import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockDataFolder } from './data-folder-lock.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pointkeeper-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))
const lockFile = () => join(folder, 'pointkeeper.lock')
const write = (content: object) => writeFile(lockFile(), JSON.stringify(content))

test('a folder is locked until it is released', () => {
  const lock = lockDataFolder(folder)
  expect(lock && existsSync(lockFile())).toBe(true)
  lock?.release()
  expect(existsSync(lockFile())).toBe(false)
})

test('a living process of this machine holds its folder; once it was killed the next start has it at once', async () => {
  const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(holder, 'spawn')
  await write({ pid: holder.pid, host: hostname(), holder: 'other' })
  expect(lockDataFolder(folder)).toBeUndefined()
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const lock = lockDataFolder(folder)
  expect(lock).toBeDefined()
  lock?.release()
})

test('another machine holds the folder for as long as it touches its file', async () => {
  await write({ pid: 1, host: 'till-2.example', holder: 'other' })
  expect(lockDataFolder(folder)).toBeUndefined()
  const old = new Date(Date.now() - 60_000)
  await utimes(lockFile(), old, old)
  const lock = lockDataFolder(folder)
  expect(lock).toBeDefined()
  lock?.release()
})

test('a number that another process has taken over after a restart of the machine locks nothing for long', async () => {
  await write({ pid: process.ppid, host: hostname(), holder: 'before' })
  const old = new Date(Date.now() - 60_000)
  await utimes(lockFile(), old, old)
  const lock = lockDataFolder(folder)
  expect(lock).toBeDefined()
  lock?.release()
})

test('a lock file that is no lock is replaced', async () => {
  await writeFile(lockFile(), '{"pid"')
  const lock = lockDataFolder(folder)
  expect(lock).toBeDefined()
  lock?.release()
})
