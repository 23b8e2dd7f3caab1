import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createHeadOffice,
  type HeadOfficeOptions,
  type RunningHeadOffice,
} from '../../server/create-head-office.ts'
import { publishChanges } from '../../server/db/feed.ts'
import { inTransaction } from '../../server/db/transaction.ts'
import { addMembers } from '../../server/members/member-store.ts'
import { publishProgram } from '../../server/programs/publish-program.ts'
import { addStore } from '../../server/staff/add-store.ts'
import { cardNumberOf } from '../../shared/domain/card.ts'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import { SigningTerminal } from './signing-terminal.ts'

/** A head office on its own real PostgreSQL in a temporary folder, with two stores, three terminals and few members. */
export type SmallHeadOffice = RunningHeadOffice & {
  dataFolder: string
  program: ProgramDocument
  memberIds: string[]
  enroll: (terminalId: string) => Promise<SigningTerminal>
  issueCode: (terminalId: string) => Promise<string>
  /** Reads an address of head office's own people. */
  get: <Answer>(path: string) => Promise<Answer>
  post: (path: string, body?: unknown) => Promise<Response>
  remove: () => Promise<void>
}

export const smallProgram: Omit<ProgramDocument, 'version'> = {
  programId: 'small',
  name: { vi: 'Nhỏ', en: 'Small' },
  currency: { code: 'VND', exponent: 0 },
  timeZone: 'Asia/Ho_Chi_Minh',
  validFrom: '2026-01-01',
  cardPrefix: '29',
  awardRules: [{ ruleId: 'bill', by: 'bill', everyMinor: 1_000, points: 1, rounding: 'linear-floor' }],
  tiers: [
    { tierId: 'plain', name: { vi: 'Thường', en: 'Plain' }, fromPoints: 0, multiplierPercent: 100 },
    { tierId: 'gold', name: { vi: 'Vàng', en: 'Gold' }, fromPoints: 1_000, multiplierPercent: 150 },
  ],
  pointsIntoMoney: { everyPoints: 1, amountMinor: 100, minimumPoints: 1, billShareMaxPercent: 100 },
}

export async function openSmallHeadOffice(
  memberCount = 5,
  options: Partial<HeadOfficeOptions> = {},
): Promise<SmallHeadOffice> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'pointkeeper-office-'))
  const running = await createHeadOffice({ dataFolder, port: 0, ...options })
  if ('alreadyRunsAt' in running) throw new Error('a new folder has no head office')
  const memberIds = Array.from({ length: memberCount }, (_, index) => `member-${index + 1}`)
  await inTransaction(running.database, async (transaction) => {
    for (const [storeId, terminalIds] of [
      ['north', ['north-1', 'north-2']],
      ['south', ['south-1']],
    ] as const) {
      const terminals = terminalIds.map((terminalId) => ({ terminalId, name: terminalId }))
      await addStore(transaction, { storeId, name: storeId, terminals })
    }
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
  const { document } = await publishProgram(running.database, running.office.sign, {
    ...smallProgram,
    version: 1,
  })
  return {
    ...running,
    ...talkTo(running),
    dataFolder,
    program: document,
    memberIds,
    remove: () => removeOffice(running, dataFolder),
  }
}

function talkTo({ url, token }: RunningHeadOffice) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const post = (path: string, body: unknown = {}) =>
    fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  const get = async <Answer>(path: string): Promise<Answer> => {
    const answer = await fetch(url + path, { headers })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    return (await answer.json()) as Answer
  }
  const issueCode = async (terminalId: string) => {
    const answer = await post(`/v1/terminals/${terminalId}/enrolment-codes`)
    return ((await answer.json()) as { code: string }).code
  }
  const enroll = async (terminalId: string) => SigningTerminal.enroll(url, await issueCode(terminalId))
  return { get, post, issueCode, enroll }
}

async function removeOffice(running: RunningHeadOffice, dataFolder: string): Promise<void> {
  await running.close()
  await rm(dataFolder, { recursive: true, force: true })
}
