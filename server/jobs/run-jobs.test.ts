import { afterAll, beforeAll, expect, test } from 'vitest'
import { balancePoints } from '../../shared/domain/standing.ts'
import { type JobsOffice, lotsOf, openJobsOffice } from '../../tests/simulation/jobs-office.ts'
import { runBatch } from './run-batch.ts'

/** One head office lives through each day; the other is down for three days and stumbles. */
let daily: JobsOffice
let down: JobsOffice
beforeAll(async () => {
  daily = await openJobsOffice()
  down = await openJobsOffice()
})
afterAll(async () => {
  await daily.small.remove()
  await down.small.remove()
})

const balanceOf = async (office: JobsOffice, memberId: string) =>
  balancePoints((await office.member(memberId)).standing, 'points')

/** Without the names of lots, which are made by chance. */
const standingsOf = async (office: JobsOffice) =>
  Promise.all(
    office.small.memberIds.map(async (memberId) => {
      const { version: _version, standing } = await office.member(memberId)
      const nameless = (lots: typeof standing.lots) => lots.map(({ lotId: _lotId, ...lot }) => lot)
      return {
        ...standing,
        lots: nameless(standing.lots),
        expired: nameless(standing.expired),
        upgrades: standing.upgrades.length,
      }
    }),
  )

const countFacts = async (office: JobsOffice, kind: string) => {
  const [row] = await office.small.database`select count(*) as count from postings
    where kind = ${kind} and terminal_id = 'head-office'`
  return row?.count
}

test('before the end of their last usable day, points are told of and usable', async () => {
  const first = await daily.run('2026-12-19')
  expect(first).toMatchObject({
    ok: true,
    value: [
      { businessDate: '2026-12-18', job: 'close-day', memberCount: 6, factCount: 0 },
      { businessDate: '2026-12-19', job: 'open-day', memberCount: 6, reminderCount: 5 },
    ],
  })
  await daily.run('2026-12-20')
  await daily.run('2026-12-21')
  expect(await balanceOf(daily, 'member-5')).toBe(150)
  expect(await countFacts(daily, 'expire')).toBe(0)
  const reminders = await daily.small.database`select kind, subject, business_date, detail from reminders
    where member_id = 'member-5'`
  expect([...reminders]).toEqual([
    {
      kind: 'expiring',
      subject: 'points:2026-12-21',
      businessDate: '2026-12-19',
      detail: { kind: 'expiring', unitId: 'points', points: 150, expiresOn: '2026-12-21', daysLeft: 2 },
    },
  ])
})

test('points end once, when their last usable day is over, and the tills hear of it', async () => {
  await daily.run('2026-12-22')
  expect(await balanceOf(daily, 'member-5')).toBe(0)
  expect(await countFacts(daily, 'expire')).toBe(5)
  const { changes } = await daily.terminal.exchange()
  const members = changes.flatMap((change) => (change.kind === 'member' ? [change.member] : []))
  expect(members.find(({ memberId }) => memberId === 'member-5')?.standing).toMatchObject({ lots: [] })
  await daily.run('2026-12-23')
  expect(await countFacts(daily, 'expire')).toBe(5)
})

test('run twice changes nothing', async () => {
  const before = await daily.snapshot()
  expect(await daily.run('2026-12-23')).toEqual({ ok: true, value: [] })
  expect(await daily.run('2026-12-22', { until: '2026-12-21' })).toEqual({ ok: true, value: [] })
  expect(await daily.snapshot()).toEqual(before)
})

test('a birthday is given on its day, and not on the days after', async () => {
  expect(await balanceOf(daily, 'member-6')).toBe(50)
  await daily.run('2026-12-24')
  expect(await balanceOf(daily, 'member-6')).toBe(50)
  const reminders = await daily.small.database`select member_id, business_date from reminders
    where kind = 'birthday'`
  expect([...reminders]).toEqual([{ memberId: 'member-6', businessDate: '2026-12-23' }])
})

test('three days down, a fault in the middle and two processes at once give what three daily runs gave', async () => {
  await down.run('2026-12-20')
  let batches = 0
  const sign = (text: string) => {
    batches += 1
    if (batches === 2) throw new Error('the power is cut')
    return down.held.sign(text)
  }
  const { database } = down.small
  down.setDay('2026-12-24')
  const { runJobs } = await import('./run-jobs.ts')
  await expect(runJobs({ ...down.held, sign }, { batchMembers: 2 })).rejects.toThrow('the power is cut')
  const [stopped] = await database`select business_date, job, last_member_id, finished_at from job_runs
    order by business_date desc, job = 'close-day' desc limit 1`
  expect(stopped).toMatchObject({
    businessDate: '2026-12-21',
    job: 'close-day',
    lastMemberId: 'member-2',
    finishedAt: null,
  })
  expect(await countFacts(down, 'expire')).toBe(2)
  expect(await down.differences()).toEqual([])

  const outcomes = await Promise.all([runJobs(down.held), runJobs(down.held)])
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
  expect(outcomes).toContainEqual({ ok: false, refusal: { code: 'runs-elsewhere' } })
  expect(await countFacts(down, 'expire')).toBe(5)
  expect(await standingsOf(down)).toEqual(await standingsOf(daily))
  const runs = await database`select business_date, job from job_runs
    where finished_at is not null order by business_date, job = 'close-day'`
  expect(runs.map(({ businessDate, job }) => `${businessDate} ${job}`).slice(-7)).toEqual([
    '2026-12-21 open-day',
    '2026-12-21 close-day',
    '2026-12-22 open-day',
    '2026-12-22 close-day',
    '2026-12-23 open-day',
    '2026-12-23 close-day',
    '2026-12-24 open-day',
  ])
})

test('a redeem made before the end and heard of after it finds its points, without a case', async () => {
  const { terminal, program } = daily
  terminal.redeem({ memberId: 'member-5', points: 100, lots: lotsOf(daily.awards[4]), program })
  await terminal.exchange()
  expect(await balanceOf(daily, 'member-5')).toBe(-100)
  await daily.run('2026-12-25')
  expect(await balanceOf(daily, 'member-5')).toBe(0)
  expect((await daily.member('member-5')).standing.lots).toEqual([])
  await daily.run('2026-12-26')
  expect(await countFacts(daily, 'expire')).toBe(6)
  expect(await daily.small.get('/v1/attention')).toEqual([])
})

test('who brought a member is given the points once, whenever the first award is heard of', async () => {
  const { terminal, program } = daily
  const buy = (basis: object) => terminal.award({ memberId: 'member-6', amountMinor: 5_000, program, basis })
  buy({ isReferred: true })
  await terminal.exchange()
  await daily.run('2026-12-27')
  expect(await balanceOf(daily, 'member-1')).toBe(20)
  buy({})
  await terminal.exchange()
  await daily.run('2026-12-28')
  expect(await balanceOf(daily, 'member-1')).toBe(20)
})

test('a tier falls at the review date and not before', async () => {
  const tierOf = async (memberId: string) => (await daily.member(memberId)).standing.tierId
  await daily.run('2027-01-10')
  expect([await tierOf('member-3'), await tierOf('member-4'), await tierOf('member-5')]).toEqual([
    'plain',
    'gold',
    'gold',
  ])
  await daily.run('2027-01-11')
  expect([await tierOf('member-4'), await tierOf('member-5')]).toEqual(['plain', 'plain'])
})

test('two processes that hold no lock in common still do each member once', async () => {
  down.setDay('2026-12-25')
  const { held, program } = down
  const run = { businessDate: '2026-12-24', job: 'close-day' } as const
  const asks = [1, 2, 3, 4].map(() => runBatch(held, run, { programs: [program], countMax: 2 }))
  const counts = (await Promise.all(asks)).map(({ memberCount }) => memberCount).sort()
  expect(counts).toEqual([2, 4, 6, 6])
  expect(await down.differences()).toEqual([])
})

test('what cannot be is refused: a day to come, and a clock that is far away', async () => {
  expect(await down.run('2026-12-25', { until: '2026-12-26' })).toEqual({
    ok: false,
    refusal: { code: 'not-yet', today: '2026-12-25' },
  })
  expect(await down.run('2028-12-25')).toMatchObject({ ok: false, refusal: { code: 'too-far-behind' } })
})

test('everything holds together, head office in no list of tills', async () => {
  expect(await daily.differences()).toEqual([])
  expect(await down.differences()).toEqual([])
  expect(await daily.small.get('/v1/attention')).toEqual([])
  const terminals = await daily.small.get<{ terminalId: string }[]>('/v1/terminals')
  expect(terminals.map(({ terminalId }) => terminalId)).toEqual(['north-1', 'north-2', 'south-1'])
  const asked = await daily.small.post('/v1/terminals/head-office/enrolment-codes')
  expect(asked.status).toBe(404)
})
