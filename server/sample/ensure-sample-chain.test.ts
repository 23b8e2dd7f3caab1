import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argon2Verify } from 'hash-wasm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SigningTerminal } from '../../tests/simulation/signing-terminal.ts'
import { createHeadOffice, type RunningHeadOffice } from '../create-head-office.ts'
import { inSnapshot } from '../db/transaction.ts'
import { findDifferences } from '../verify/find-differences.ts'
import { ensureSampleChain } from './ensure-sample-chain.ts'
import { sampleInfo } from './read-sample.ts'
import { sampleMemberCount } from './sample-members.ts'

let dataFolder = ''
let running: RunningHeadOffice
const progress: string[] = []

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'pointkeeper-sample-'))
  const started = await createHeadOffice({
    dataFolder,
    port: 0,
    sample: true,
    onProgress: (text) => progress.push(text),
  })
  if ('alreadyRunsAt' in started) throw new Error('a new folder has no head office')
  running = started
}, 180_000)
afterAll(async () => {
  await running.close()
  await rm(dataFolder, { recursive: true, force: true })
})

const readInfo = async () => sampleInfo.parse(await (await fetch(`${running.url}/v1/sample`)).json())

test('the sample holds together, without a case to look at', async () => {
  const { differences, counts } = await inSnapshot(running.database, findDifferences)
  expect(differences).toEqual([])
  expect(counts.members).toBe(sampleMemberCount)
  expect(counts.facts).toBeGreaterThan(10_000)
  expect(await running.database`select * from attention`).toEqual([])
})

test('made once: a second time changes nothing', async () => {
  const count = async () => (await running.database`select count(*) as facts from facts`)[0]?.facts
  const before = await count()
  await ensureSampleChain(running.office, () => undefined)
  expect(await count()).toBe(before)
})

test('a till enrolls with a code of the first page, in the next epoch, and reads everything', async () => {
  const info = await readInfo()
  const terminal = await SigningTerminal.enroll(running.url, info.terminals[2]?.enrolmentCode ?? '')
  expect(terminal.identity).toMatchObject({ terminalId: 'thu-duc-1', epoch: 2 })
  const kinds: string[] = []
  for (let hasMore = true; hasMore; ) {
    const answer = await terminal.exchange()
    kinds.push(...answer.changes.map((change) => change.kind))
    hasMore = answer.hasMore
  }
  expect(kinds.filter((kind) => kind === 'member')).toHaveLength(sampleMemberCount)
  expect(kinds.filter((kind) => kind === 'program')).toHaveLength(1)
  expect(kinds.filter((kind) => kind === 'staff')).toHaveLength(3)
  expect((await readInfo()).terminals.map((one) => one.isEnrolled)).toEqual([false, false, true])
})

test('staff sign in with the PINs that the page shows', async () => {
  const [person] = (await readInfo()).staff
  const [row] = await running.database`select pin_hash from staff where staff_id = ${person?.staffId ?? ''}`
  expect(row?.pinHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await argon2Verify({ password: person?.pin ?? '', hash: String(row?.pinHash) })).toBe(true)
})

test('the first page draws each card twice and escapes what it shows; other names of this machine see nothing', async () => {
  const page = await (await fetch(running.url)).text()
  expect(page.match(/<svg /g)).toHaveLength((await readInfo()).members.length * 2)
  expect(page).toContain('246810')
  const { port } = new URL(running.url)
  const { request } = await import('node:http')
  const strange = await new Promise<number>((resolve) => {
    request({ port, path: '/v1/sample', headers: { host: 'strange.example' } }, (answer) => {
      resolve(answer.statusCode ?? 0)
      answer.resume()
    }).end()
  })
  expect(strange).toBe(403)
})
