import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SigningTerminal } from '../tests/simulation/signing-terminal.ts'
import { openSmallHeadOffice, type SmallHeadOffice } from '../tests/simulation/small-head-office.ts'
import { createHeadOffice, type RunningHeadOffice } from './create-head-office.ts'

let office: SmallHeadOffice
const folders: string[] = []
const closers: (() => Promise<void>)[] = []
beforeAll(async () => {
  office = await openSmallHeadOffice(1)
})
afterAll(async () => {
  for (const close of closers) await close()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
  await office.remove()
})

/** The address of another database on the small office's PostgreSQL: to head office, any PostgreSQL of somebody's. */
async function otherDatabase(): Promise<string> {
  const { port, password } = JSON.parse(await readFile(join(office.dataFolder, 'database.json'), 'utf8'))
  await office.database`create database shared_by_two`
  return `postgres://pointkeeper:${password}@127.0.0.1:${port}/shared_by_two`
}

async function openOn(databaseUrl: string): Promise<RunningHeadOffice> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'pointkeeper-shared-'))
  folders.push(dataFolder)
  const running = await createHeadOffice({ dataFolder, databaseUrl, port: 0 })
  if ('alreadyRunsAt' in running) throw new Error('several may run on one database')
  closers.push(running.close)
  return running
}

test('two server processes on one DATABASE_URL are one head office', async () => {
  const databaseUrl = await otherDatabase()
  const [one, two] = await Promise.all([openOn(databaseUrl), openOn(databaseUrl)])
  expect(two.office.publicKey).toBe(one.office.publicKey)
  expect(two.office.generation).toBe(one.office.generation)

  await one.database`insert into stores values ('north', 'North')`
  await one.database`insert into terminals (terminal_id, store_id, name) values ('a', 'north', 'A'), ('b', 'north', 'B')`
  const headers = { authorization: `Bearer ${one.token}`, 'content-type': 'application/json' }
  const codeOf = async (terminalId: string) => {
    const path = `/v1/terminals/${terminalId}/enrolment-codes`
    const answer = await fetch(one.url + path, { method: 'POST', headers, body: '{}' })
    return ((await answer.json()) as { code: string }).code
  }
  const listener = await SigningTerminal.enroll(two.url, await codeOf('b'))
  const stream = await fetch(listener.wakeUrl())
  const reader = stream.body?.getReader()
  const program = await fetch(`${one.url}/v1/programs`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...office.program, version: undefined }),
  })
  expect(program.status).toBe(200)
  let said = ''
  while (!said.includes('event: wake')) said += Buffer.from((await reader?.read())?.value ?? []).toString()
  await reader?.cancel()
  expect((await listener.exchange()).changes.map((change) => change.kind)).toEqual(['program'])
})

test('a PostgreSQL that dies under head office is started again: nothing settled is lost, and it wakes again', async () => {
  const [terminal, listener] = [await office.enroll('north-1'), await office.enroll('south-1')]
  terminal.award({ memberId: 'member-1', amountMinor: 50_000, program: office.program })
  await terminal.exchange()
  const { clusterFolder } = JSON.parse(await readFile(join(office.dataFolder, 'database.json'), 'utf8'))
  const [pid] = (await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8')).split('\n')
  process.kill(Number(pid), 'SIGKILL')
  terminal.award({ memberId: 'member-1', amountMinor: 30_000, program: office.program })
  const settled = () => terminal.exchange().then((answer) => answer.settledSeq)
  await expect.poll(() => settled().catch(() => 0), { timeout: 30_000, interval: 200 }).toBe(2)
  const ledger = await office.get<{ accountPoints: number }>('/v1/members/member-1/ledger')
  expect(ledger.accountPoints).toBe(80)

  const heard = await wakesOf(listener)
  // The first wake is of the listening connection itself; the ones after an award are what counts.
  await expect.poll(() => heard.count, { timeout: 20_000 }).toBeGreaterThan(0)
  const before = heard.count
  terminal.award({ memberId: 'member-1', amountMinor: 10_000, program: office.program })
  await terminal.exchange()
  await expect.poll(() => heard.count, { timeout: 2_000 }).toBeGreaterThan(before)
  await heard.close()
}, 90_000)

async function wakesOf(terminal: SigningTerminal): Promise<{ count: number; close: () => Promise<void> }> {
  const abort = new AbortController()
  const stream = await fetch(terminal.wakeUrl(), { signal: abort.signal })
  const heard = { count: 0, close: async () => abort.abort() }
  const read = async () => {
    for await (const chunk of stream.body ?? [])
      heard.count += Buffer.from(chunk).toString().split('event: wake').length - 1
  }
  read().catch(() => undefined)
  return heard
}
