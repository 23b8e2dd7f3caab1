import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { balancePoints } from '../../shared/domain/standing.ts'
import { type JobsOffice, openJobsOffice } from '../../tests/simulation/jobs-office.ts'
import { runJobsCommand } from '../commands/run-jobs.ts'
import { isGenuine, parsePublicKey } from '../db/ed25519.ts'
import { inTransaction } from '../db/transaction.ts'
import { lockOwnChain, settleOwnFacts } from './own-chain.ts'
import { scheduleJobs } from './schedule-jobs.ts'

let office: JobsOffice
beforeAll(async () => {
  office = await openJobsOffice()
})
afterAll(() => office.small.remove())

const birthdayGrants = async () =>
  (
    await office.small.database`select business_date from postings
      where member_id = 'member-6' and terminal_id = 'head-office' order by business_date`
  ).map(({ businessDate }) => businessDate)

test('the schedule does what is due at once and when the next business date begins', async () => {
  const newest = async () => {
    const [row] = await office.small
      .database`select business_date, job from job_runs where finished_at is not null
      order by business_date desc, job = 'close-day' desc limit 1`
    return row ? `${row.businessDate} ${row.job}` : undefined
  }
  office.setDay('2026-12-22')
  const schedule = scheduleJobs(office.held, pino({ level: 'silent' }), 20)
  await expect.poll(newest, { timeout: 10_000 }).toBe('2026-12-22 open-day')
  office.setDay('2026-12-23')
  await expect.poll(newest, { timeout: 10_000 }).toBe('2026-12-23 open-day')
  await schedule.close()
  expect(await birthdayGrants()).toEqual(['2026-12-23'])
})

test('its own facts are signed with its key, over the head of its chain', async () => {
  const rows = await office.small.database`select signing_text, signature, public_key, last_seq from batches
    join epochs using (terminal_id, epoch) where terminal_id = 'head-office' order by last_seq`
  expect(rows.length).toBeGreaterThan(1)
  for (const row of rows) {
    expect(row.publicKey).toBe(office.held.publicKey)
    const key = parsePublicKey(row.publicKey)
    expect(key && isGenuine(key, row.signingText, row.signature)).toBe(true)
  }
})

test('its own facts are derived again: one that says something else is a case with both sides', async () => {
  const stop = new Error('rolled back: the next test begins with good data')
  const settled = inTransaction(office.small.database, async (transaction) => {
    const head = await lockOwnChain(transaction, office.held)
    const posting = {
      kind: 'expire' as const,
      postingId: 'not-what-the-rules-give',
      memberId: 'member-6',
      programVersion: office.program.version,
      businessDate: '2026-12-23',
      moves: [{ lotId: 'a/points', unitId: 'points', points: -7, expiresOn: null }],
    }
    const { standing, version } = await office.member('member-6')
    const { lots, expired, lastActiveOn } = standing
    const basis = { memberVersion: version, lots, expired, lastActiveOn }
    const draft = {
      factId: posting.postingId,
      occurredAt: office.held.clock(),
      businessDate: posting.businessDate,
      cashierId: 'head-office',
      body: { kind: 'expire' as const, posting, basis, steps: [] },
    }
    await settleOwnFacts(transaction, office.held, { drafts: [draft], head })
    const cases = await transaction`select kind, detail from attention where fact_id = ${posting.postingId}`
    const difference = cases.find(({ kind }) => kind === 'difference')
    expect(difference?.detail).toMatchObject({
      claimed: { posting: { moves: [{ points: -7 }] } },
      derived: { refusal: { code: 'expire-nothing' } },
    })
    throw stop
  })
  await expect(settled).rejects.toBe(stop)
})

test('another key of head office begins another chain', async () => {
  const stop = new Error('rolled back: the key is the old one')
  const begun = inTransaction(office.small.database, async (transaction) => {
    const { epoch } = await lockOwnChain(transaction, office.held)
    const other = await lockOwnChain(transaction, { ...office.held, publicKey: 'another' })
    expect([epoch, other.epoch, other.terminalSeq]).toEqual([1, 2, 0])
    throw stop
  })
  await expect(begun).rejects.toBe(stop)
})

test('the command does the same up to a day, and says what is wrong', async () => {
  const call = (until: string | undefined) =>
    runJobsCommand.run({
      office: office.held,
      runningUrl: undefined,
      words: [],
      options: until === undefined ? {} : { until },
      readPin: async () => '',
      onProgress: () => undefined,
    })
  office.setDay('2026-12-26')
  const done = await call('2026-12-24')
  expect(done).toMatchObject({
    ok: true,
    value: {
      json: [
        { businessDate: '2026-12-23', job: 'close-day', memberCount: 6 },
        { businessDate: '2026-12-24', job: 'open-day' },
        { businessDate: '2026-12-24', job: 'close-day' },
      ],
    },
  })
  expect(await call('2026-12-24')).toMatchObject({ ok: true, value: { text: 'Nothing was due.' } })
  expect(await call('2026-12-27')).toMatchObject({
    ok: false,
    refusal: expect.stringContaining('2026-12-26'),
  })
  expect(await call('2026-02-31')).toMatchObject({ ok: false, refusal: expect.stringContaining('--until') })
})

test('a birthday comes back a year later; a blocked member is given nothing', async () => {
  await office.small
    .database`update members set status = 'blocked', birthday = '12-23' where member_id = 'member-2'`
  await office.run('2027-12-24', { until: '2027-12-24' })
  expect(await birthdayGrants()).toContain('2027-12-23')
  expect(await birthdayGrants()).toContain('2026-12-23')
  const { standing } = await office.member('member-6')
  expect(balancePoints(standing, 'points')).toBe(50)
  expect(balancePoints((await office.member('member-2')).standing, 'points')).toBe(0)
  expect(await office.differences()).toEqual([])
}, 120_000)
