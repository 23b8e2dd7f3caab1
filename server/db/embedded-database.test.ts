import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
let dataFolder = ''
const started: ChildProcess[] = []

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'pointkeeper-data-'))
})
afterAll(async () => {
  for (const child of started)
    if (child.exitCode === null && child.signalCode === null) await end(child, 'SIGTERM')
  await rm(dataFolder, { recursive: true, force: true })
})

/** The product's own command; the line of readiness, or the exit code when it ends instead. */
async function start(): Promise<{
  child: ChildProcess
  url: string | null
  exitCode: number | null
  said: string
}> {
  const child = spawn(
    process.execPath,
    ['server/main.ts', '--ready-json', '--data', dataFolder, '--port', '0'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  started.push(child)
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += String(chunk)
  })
  const exited = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = JSON.parse(line) as { ready: boolean; url: string }
    if (ready.ready) return { child, url: ready.url, exitCode: null, said }
  }
  const [exitCode] = await exited
  return { child, url: null, exitCode: exitCode as number, said }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

async function postmasterPid(): Promise<number> {
  const { clusterFolder } = JSON.parse(await readFile(join(dataFolder, 'database.json'), 'utf8'))
  return Number((await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8')).split('\n')[0])
}

const isReached = async (url: string | null) => (await fetch(`${url}/healthz`)).status === 200

test('secrets are for their owner only', async () => {
  const { child } = await start()
  for (const name of ['database.json', 'head-office.json'])
    expect((await stat(join(dataFolder, name))).mode & 0o077).toBe(0)
  await end(child, 'SIGTERM')
})

test('Ctrl-C ends PostgreSQL too', async () => {
  const { child } = await start()
  const pid = await postmasterPid()
  await end(child, 'SIGINT')
  await expect(readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).resolves.toBe('')
})

test('a second start says in one sentence that the first runs, and leaves it alone', async () => {
  const first = await start()
  const second = await start()
  expect(second.exitCode).toBe(3)
  expect(second.said).toContain(`already runs: ${first.url}`)
  expect(await isReached(first.url)).toBe(true)
  await end(first.child, 'SIGTERM')
})

test('a copied data folder runs its own database beside the original, and does not end it', async () => {
  const first = await start()
  const original = dataFolder
  const folder = await mkdtemp(join(tmpdir(), 'pointkeeper-copy-'))
  await chmod(folder, 0o711)
  dataFolder = join(folder, 'copied')
  try {
    // Copied while it runs: the lock file, which names the original's process, comes along.
    execFileSync('cp', ['-a', original, dataFolder])
    const copy = await start()
    expect(copy.exitCode).toBeNull()
    expect(await isReached(copy.url)).toBe(true)
    expect(await isReached(first.url)).toBe(true)
    await end(copy.child, 'SIGTERM')
    expect(await isReached(first.url)).toBe(true)
  } finally {
    dataFolder = original
    await end(first.child, 'SIGTERM')
    await rm(folder, { recursive: true, force: true })
  }
})

test('after a kill -9 the orphaned PostgreSQL is adopted', async () => {
  const first = await start()
  const orphan = await postmasterPid()
  await end(first.child, 'SIGKILL')
  const second = await start()
  expect(await isReached(second.url)).toBe(true)
  expect(await postmasterPid()).toBe(orphan)
  await end(second.child, 'SIGTERM')
})

test('after a kill -9 of both, the next start recovers', async () => {
  const first = await start()
  const postmaster = await postmasterPid()
  await end(first.child, 'SIGKILL')
  process.kill(postmaster, 'SIGKILL')
  const second = await start()
  expect(await isReached(second.url)).toBe(true)
  expect(await postmasterPid()).not.toBe(postmaster)
  await end(second.child, 'SIGTERM')
}, 60_000)
