import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { readRecordedDays } from '../../server/api/read-recorded-period.ts'
import { recordedIn, replayRecorded } from '../../server/api/replay-recorded-period.ts'
import { createHeadOffice, type RunningHeadOffice } from '../../server/create-head-office.ts'
import { readRows } from '../../server/db/database.ts'
import { inSnapshot } from '../../server/db/transaction.ts'
import { newestProgram } from '../../server/programs/newest-program.ts'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import { dateText } from '../../shared/domain/text-format.ts'
import { addDays } from '../../shared/lib/calendar.ts'

/** The sample chain's 400 days, replayed from a real PostgreSQL. */

const root = new URL('../..', import.meta.url).pathname
let folder = ''
let office: RunningHeadOffice
let program: ProgramDocument

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pointkeeper-replay-'))
  const started = await createHeadOffice({ dataFolder: join(folder, 'data'), port: 0, sample: true })
  if ('alreadyRunsAt' in started) throw new Error('a new folder has no head office')
  office = started
  const newest = await newestProgram(office.database)
  if (!newest) throw new Error('the sample has a program')
  program = newest
}, 240_000)
afterAll(async () => {
  await office.close()
  await rm(folder, { recursive: true, force: true })
})

const replayUnder = (draft: ProgramDocument) =>
  inSnapshot(office.database, async (transaction) => {
    const replayed = await replayRecorded(await recordedIn(transaction), { draft, namedMembersMax: 5 })
    if (!replayed) throw new Error('the sample has a record')
    return replayed.report
  })

const doubled = (): ProgramDocument => ({
  ...program,
  version: 2,
  awardRules: [{ ruleId: 'bill', by: 'bill', everyMinor: 10_000, points: 2, rounding: 'linear-floor' }],
})

test('under the same rules nothing differs, and the recorded side is the ledger', {
  timeout: 240_000,
}, async () => {
  const report = await replayUnder({ ...program, version: 2 })
  for (const { was, would } of [...report.units, ...report.awardRules]) expect(would).toEqual(was)
  for (const each of [report.liabilityMinor, report.costMinor, report.redeems.discountMinor])
    expect(each.would).toBe(each.was)
  expect(report.tierChanges).toEqual({ memberCount: 0, moves: [], members: [] })
  expect(report).toMatchObject({ refusedByDraft: {}, redeems: { uncoveredPoints: 0 } })
  const sums = await readRows(
    office.database`select account, balance_points from accounts where account like 'program:%' order by account`,
    z.object({ account: z.string(), balancePoints: z.int() }),
  )
  expect(sums).toEqual([
    { account: 'program:award:points', balancePoints: -(report.units[0]?.was.givenPoints ?? 0) },
    { account: 'program:redeem:points', balancePoints: report.units[0]?.was.redeemedPoints },
  ])
})

test('a doubled rate gives what plain arithmetic gives, sale by sale', { timeout: 240_000 }, async () => {
  const report = await replayUnder(doubled())
  const awards = await readAwards()
  const progress = new Map<string, number>()
  for (const { memberId, baseMinor } of awards) {
    const before = progress.get(memberId) ?? 0
    const percent = before >= 3_000 ? 200 : before >= 1_000 ? 150 : before >= 300 ? 120 : 100
    progress.set(memberId, before + Math.floor((baseMinor * 2 * percent) / (10_000 * 100)))
  }
  const givenPoints = [...progress.values()].reduce((sum, points) => sum + points, 0)
  expect(report.units[0]?.would.givenPoints).toBe(givenPoints)
  expect(report.factCount).toBeGreaterThan(awards.length)
  const reached = (fromPoints: number) =>
    [...progress.values()].filter((points) => points >= fromPoints).length
  expect(report.tiers.map(({ tierId, wouldMembers }) => [tierId, wouldMembers])).toEqual([
    ['bach-kim', reached(3_000)],
    ['vang', reached(1_000) - reached(3_000)],
    ['bac', reached(300) - reached(1_000)],
    ['thanh-vien', progress.size - reached(300)],
  ])
  // Each 100 points are worth 10.000 đ.
  expect(report.costMinor.would).toBe(givenPoints * 100)
  expect(report.redeems.discountMinor.would).toBe(report.redeems.discountMinor.was)
})

const awardRow = z
  .object({ memberId: z.string(), amountMinor: z.int(), paidMinor: z.int() })
  .transform(({ memberId, amountMinor, paidMinor }) => ({ memberId, baseMinor: amountMinor - paidMinor }))

/** What each sale left to pay, read by PostgreSQL itself. */
const readAwards = () =>
  readRows(
    office.database`
      select member_id, (sealed::jsonb #>> '{body,sale,amountMinor}')::integer as amount_minor,
        (sealed::jsonb #>> '{body,sale,paidWithPointsMinor}')::integer as paid_minor
      from facts where sealed::jsonb #>> '{body,kind}' = 'award' order by occurred_at, terminal_seq`,
    awardRow,
  )

const run = (...options: string[]) =>
  promisify(execFile)(process.execPath, ['build/replay.ts', ...options], { cwd: root }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )

test('the command reads beside a running head office, exports, and replays the export', {
  timeout: 240_000,
}, async () => {
  const draft = join(folder, 'draft.json')
  const exported = join(folder, 'facts.jsonl')
  const { version: _version, ...document } = doubled()
  await writeFile(draft, JSON.stringify(document))
  // The sample ends today; its first weeks are enough here.
  const days = await inSnapshot(office.database, readRecordedDays)
  const from = addDays(days?.from ?? '', 20)
  const to = addDays(days?.from ?? '', 60)
  const period = ['--program', draft, '--from', from, '--to', to]
  const database = await run(...period, '--data', join(folder, 'data'), '--export', exported, '--json')
  expect(database.code).toBe(0)
  expect((await readFile(exported, 'utf8')).split('\n').length).toBeGreaterThan(2_001)
  const file = await run(...period, '--facts', exported, '--json')
  expect(JSON.parse(file.stdout)).toEqual(JSON.parse(database.stdout))
  const text = await run(...period, '--facts', exported, '--language', 'vi')
  expect(text.stdout).toContain(`Từ ${dateText(from, 'vi')} đến hết ${dateText(to, 'vi')}`)
  expect(text.stdout).toContain('Lần đổi đã ghi được giữ nguyên')
})

test('a draft that cannot be published is refused with its findings and their paths', {
  timeout: 120_000,
}, async () => {
  const draft = join(folder, 'bad.json')
  const facts = join(folder, 'one.jsonl')
  await writeFile(facts, `${JSON.stringify({ line: 'program', document: program })}\n`)
  const [rule] = program.awardRules
  await writeFile(draft, JSON.stringify({ ...program, awardRules: [{ ...rule, unitId: 'nope' }] }))
  const unknown = await run('--program', draft, '--facts', facts)
  expect(unknown).toMatchObject({ code: 1, stdout: '' })
  expect(unknown.stderr).toContain('awardRules[0].unitId: There is no unit "nope"')
  await writeFile(draft, JSON.stringify({ ...program, awardRules: [{ ...rule, points: 0.5 }], extra: 1 }))
  const unread = await run('--program', draft, '--facts', facts, '--json')
  const paths = z.object({ errors: z.array(z.object({ path: z.string() })) }).parse(JSON.parse(unread.stdout))
  expect(paths.errors.map((error) => error.path)).toEqual(['awardRules[0].points', 'extra'])
  await writeFile(facts, '{"line":"fact"}\n')
  expect((await run('--program', draft, '--facts', facts)).stderr).toContain('line 1 ')
})
