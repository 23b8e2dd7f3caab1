import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { z } from 'zod'
import { memberLedger } from '../../../server/api/read-member-ledger.ts'
import { HeadOfficeProcess } from './head-office-process.ts'
import { type TillKind, type TillProcess, tillProcess } from './till-process.ts'

/** A sample chain that really runs: its head office, its people, its tills. */
export type Shop = {
  office: HeadOfficeProcess
  token: () => string
  staff: { name: string; pin: string; storeId: string }[]
  members: SampleMember[]
  terminals: { terminalId: string; storeId: string }[]
  /** A till of this chain; `enrolmentUrl` enrolls it at its first opening. */
  till: (options?: { switches?: string[] }) => Promise<TillProcess>
  enrolmentUrl: (terminalId: string) => Promise<string>
  ledger: (memberId: string) => Promise<z.infer<typeof memberLedger>>
  attention: () => Promise<unknown[]>
}

export type SampleMember = z.infer<typeof sampleMember>

const sampleMember = z.object({
  memberId: z.string(),
  name: z.string(),
  cardNumber: z.string(),
  status: z.string(),
})
const sampleInfo = z.object({
  staff: z.array(z.object({ name: z.string(), pin: z.string(), storeId: z.string() })),
  members: z.array(sampleMember),
})
const terminalRow = z.object({ terminalId: z.string(), storeId: z.string() })
const secrets = z.object({ apiToken: z.string() })

export const test = base.extend<{ shop: Shop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
  shop: async ({}, use, testInfo) => {
    const folder = await mkdtemp(join(tmpdir(), 'pointkeeper-e2e-'))
    const office = new HeadOfficeProcess({ dataFolder: join(folder, 'head-office'), port: await freePort() })
    const tills: TillProcess[] = []
    try {
      await office.start()
      await use(await openShop(office, { folder, tills, kind: kindOf(testInfo.project.name) }))
    } finally {
      for (const till of tills) await till.kill()
      await office.start().catch(() => undefined)
      await office.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  },
})

const kindOf = (project: string): TillKind => (project === 'electron' ? 'electron' : 'chromium')

async function openShop(
  office: HeadOfficeProcess,
  parts: { folder: string; tills: TillProcess[]; kind: TillKind },
): Promise<Shop> {
  const token = () =>
    secrets.parse(JSON.parse(readFileSync(join(office.dataFolder, 'head-office.json'), 'utf8'))).apiToken
  const sample = await office.get('/v1/sample', sampleInfo)
  const terminals = await office.get('/v1/terminals', z.array(terminalRow), token())
  return {
    office,
    token,
    ...sample,
    terminals,
    till: async (options = {}) => {
      const dataFolder = join(parts.folder, `till-${parts.tills.length + 1}`)
      const till = tillProcess(parts.kind, { dataFolder, headOfficeUrl: office.url, ...options })
      parts.tills.push(till)
      return till
    },
    enrolmentUrl: async (terminalId) => {
      const answer = await fetch(`${office.url}/v1/terminals/${terminalId}/enrolment-codes`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token()}` },
      })
      const { code } = z.object({ code: z.string() }).parse(await answer.json())
      return `${office.url}/till/#enroll=${code.replace(/\D/g, '')}`
    },
    ledger: (memberId) => office.get(`/v1/members/${memberId}/ledger`, memberLedger, token()),
    attention: () => office.get('/v1/attention', z.array(z.unknown()), token()),
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || !address) throw new Error('no port was given')
  return address.port
}
