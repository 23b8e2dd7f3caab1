import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { z } from 'zod'
import { type MemberLedger, memberLedger } from '../../../server/api/read-member-ledger.ts'
import { type SampleInfo, sampleInfo } from '../../../server/sample/read-sample.ts'
import { HeadOfficeProcess } from './head-office-process.ts'
import { type TillKind, type TillProcess, tillProcess } from './till-process.ts'

/** A sample chain that really runs: its head office, its people, its tills. */
export type Shop = {
  office: HeadOfficeProcess
  token: () => string
  /** Staff with PINs, members with cards, terminals with fresh enrolment codes. */
  sample: SampleInfo
  /** A till of this chain, not yet enrolled. */
  till: (options?: { switches?: string[] }) => Promise<TillProcess>
  ledger: (memberId: string) => Promise<MemberLedger>
  attention: () => Promise<unknown[]>
}

const secrets = z.object({ apiToken: z.string() })

export const test = base.extend<{ shop: Shop }, { sampleFolder: string }>({
  /** The sample chain is made once, by head office itself; each test begins with a copy of its data. */
  sampleFolder: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'pointkeeper-sample-'))
      await chmod(folder, 0o755)
      const office = new HeadOfficeProcess({
        dataFolder: join(folder, 'head-office'),
        port: await freePort(),
      })
      await office.start()
      await office.stop()
      await use(office.dataFolder)
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  shop: async ({ sampleFolder }, use, testInfo) => {
    const folder = await mkdtemp(join(tmpdir(), 'pointkeeper-e2e-'))
    // PostgreSQL runs as a user of its own where the test runs as root; it must reach its data through this folder.
    await chmod(folder, 0o755)
    execFileSync('cp', ['-a', sampleFolder, join(folder, 'head-office')])
    const office = new HeadOfficeProcess({ dataFolder: join(folder, 'head-office'), port: await freePort() })
    const tills: TillProcess[] = []
    try {
      await office.start()
      await use(await openShop(office, { folder, tills, kind: kindOf(testInfo.project.name) }))
    } finally {
      for (const till of tills) await till.kill()
      // A head office that the test killed has left its PostgreSQL running: the next start adopts it, and ends it.
      if (!office.isRunning) await office.start()
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
  return {
    office,
    token,
    sample: await office.get('/v1/sample', sampleInfo),
    till: async (options = {}) => {
      const dataFolder = join(parts.folder, `till-${parts.tills.length + 1}`)
      const till = tillProcess(parts.kind, { dataFolder, headOfficeUrl: office.url, ...options })
      parts.tills.push(till)
      return till
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
