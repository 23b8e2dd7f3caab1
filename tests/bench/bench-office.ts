import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pino from 'pino'
import { z } from 'zod'
import { openOffice } from '../../server/commands/open-office.ts'
import { publishChanges } from '../../server/db/feed.ts'
import { inTransaction } from '../../server/db/transaction.ts'
import { addMembers } from '../../server/members/member-store.ts'
import { publishProgram } from '../../server/programs/publish-program.ts'
import { addStore } from '../../server/staff/add-store.ts'
import { issueEnrolmentCode } from '../../server/sync/enrolment.ts'
import { cardNumberOf } from '../../shared/domain/card.ts'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import { SigningTerminal } from '../simulation/signing-terminal.ts'
import { smallProgram } from '../simulation/small-head-office.ts'

export type BenchOffice = {
  program: ProgramDocument
  memberIds: string[]
  /** Enrolled, and with all rows read: as a till stands in the middle of a day. */
  terminals: SigningTerminal[]
  close: () => Promise<void>
}

const readyLine = z.object({ ready: z.literal(true), url: z.string() })

/** The product's own head office in a process of its own, so that what is measured is not the terminals' work. */
export async function openBenchOffice(sizes: {
  terminalCount: number
  memberCount: number
}): Promise<BenchOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'pointkeeper-bench-'))
  await chmod(folder, 0o755)
  const dataFolder = join(folder, 'head-office')
  const child = spawn(
    process.execPath,
    [...profiling(), 'server/main.ts', '--ready-json', '--data', dataFolder, '--port', '0'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const close = async () => {
    await end(child)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const url = await urlOf(child)
    const { program, memberIds, codes } = await fill(dataFolder, sizes)
    const terminals: SigningTerminal[] = []
    for (const code of codes) terminals.push(await SigningTerminal.enroll(url, code))
    for (const terminal of terminals) while ((await terminal.exchange()).hasMore);
    return { program, memberIds, terminals, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** `POINTKEEPER_PROFILE=DIR` leaves a CPU profile of head office there. */
const profiling = (): string[] =>
  process.env.POINTKEEPER_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.POINTKEEPER_PROFILE}`] : []

async function urlOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('head office prints to a pipe')
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = line.startsWith('{') && readyLine.safeParse(JSON.parse(line))
    if (ready && ready.success === true) {
      child.stdout.resume()
      return ready.data.url
    }
  }
  throw new Error('Head office ended before it was ready')
}

async function fill(dataFolder: string, sizes: { terminalCount: number; memberCount: number }) {
  const options = { dataFolder, beginsData: true, databaseUrl: undefined }
  const opened = await openOffice(options, pino({ level: 'silent' }))
  if (!opened.ok) throw new Error(opened.refusal)
  const { office, close } = opened.value
  const memberIds = Array.from({ length: sizes.memberCount }, (_, index) => `member-${index + 1}`)
  const terminals = Array.from({ length: sizes.terminalCount }, (_, index) => ({
    terminalId: `till-${index + 1}`,
    name: `${index + 1}`,
  }))
  await inTransaction(office.database, async (transaction) => {
    await addStore(transaction, { storeId: 'bench', name: 'Bench', terminals })
    await addMembers(
      transaction,
      memberIds.map((memberId, index) => ({
        memberId,
        name: `Thành viên ${index + 1}`,
        phone: null,
        enrolledOn: '2026-01-01',
        cards: [{ cardNumber: cardNumberOf('29', index + 1), status: 'active' }],
      })),
    )
    const things = memberIds.map((id) => ({ kind: 'member' as const, id }))
    await publishChanges(transaction, things, null)
  })
  const { document } = await publishProgram(office.database, office.sign, { ...smallProgram, version: 1 })
  await office.database`analyze`
  const codes: string[] = []
  for (const { terminalId } of terminals) {
    const issued = await issueEnrolmentCode(office, terminalId)
    if (!issued) throw new Error(`terminal ${terminalId} was added`)
    codes.push(issued.code)
  }
  await close()
  return { program: document, memberIds, codes }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
