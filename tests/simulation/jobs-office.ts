import { inSnapshot } from '../../server/db/transaction.ts'
import { runJobs } from '../../server/jobs/run-jobs.ts'
import { publishProgram } from '../../server/programs/publish-program.ts'
import type { HeadOffice } from '../../server/sync/head-office.ts'
import { findDifferences } from '../../server/verify/find-differences.ts'
import type { SealedFact } from '../../shared/domain/fact.ts'
import type { MemberRow } from '../../shared/domain/member.ts'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import { assert } from '../../shared/lib/assert.ts'
import type { SigningTerminal } from './signing-terminal.ts'
import { openSmallHeadOffice, type SmallHeadOffice, smallProgram } from './small-head-office.ts'

/** Points end a month after the award; gold is looked at on 10 January by what the last month brought. */
export const jobsProgram: Omit<ProgramDocument, 'version'> = {
  ...smallProgram,
  units: [
    {
      unitId: 'points',
      name: { vi: 'điểm', en: 'points' },
      kind: 'points',
      expiry: { kind: 'months-after-award', months: 1 },
      reminderDaysBefore: [2],
    },
  ],
  awardRules: [
    ...smallProgram.awardRules,
    { ruleId: 'birthday', by: 'birthday', given: 'on-the-day', daysBefore: 0, daysAfter: 7, points: 50 },
    { ruleId: 'friend', by: 'referral', newMemberPoints: 10, referrerPoints: 20 },
  ],
  tiers: [
    { tierId: 'plain', name: { vi: 'Thường', en: 'Plain' }, fromPoints: 0, multiplierPercent: 100 },
    { tierId: 'gold', name: { vi: 'Vàng', en: 'Gold' }, fromPoints: 120, multiplierPercent: 150 },
  ],
  tierPeriod: {
    over: { kind: 'rolling', months: 1 },
    review: { kind: 'yearly', monthDay: '01-10' },
    downgrade: 'to-level',
  },
}

/**
 * A head office of six members whose clock the test holds. On 2026-11-21 `member-1` to `member-5` are awarded 30, 60, 90,
 * 120 and 150 points, which are usable to 2026-12-21; `member-6` has the birthday 12-23 and was brought by `member-1`.
 */
export type JobsOffice = {
  small: SmallHeadOffice
  held: HeadOffice
  terminal: SigningTerminal
  program: ProgramDocument
  awards: SealedFact[]
  /** 01:00 in the morning of a day in the program's time zone. */
  setDay: (date: string) => void
  run: (date: string, options?: Parameters<typeof runJobs>[1]) => ReturnType<typeof runJobs>
  member: (memberId: string) => Promise<MemberRow>
  /** Everything that the jobs may change. */
  snapshot: () => Promise<unknown>
  differences: () => Promise<string[]>
}

export async function openJobsOffice(): Promise<JobsOffice> {
  const small = await openSmallHeadOffice(6, { runsJobs: false })
  const { database, office } = small
  const { document: program } = await publishProgram(database, office.sign, { ...jobsProgram, version: 1 })
  await database`update members set birthday = '12-23', referrer_id = 'member-1' where member_id = 'member-6'`
  const terminal = await small.enroll('north-1')
  const awards = small.memberIds.slice(0, 5).map((memberId, index) =>
    terminal.award({
      memberId,
      amountMinor: 30_000 * (index + 1),
      program,
      receiptNumber: `HD${index}`,
      basis: { progress: { points: 0, spendingMinor: 0 } },
    }),
  )
  await terminal.exchange()
  let now = 0
  const setDay = (date: string) => {
    now = Date.parse(`${date}T01:00:00+07:00`)
  }
  setDay('2026-12-19')
  const held: HeadOffice = { ...office, clock: () => now }
  return {
    small,
    held,
    terminal,
    program,
    awards,
    setDay,
    run: (date, options) => {
      setDay(date)
      return runJobs(held, options)
    },
    member: (memberId) => small.get<MemberRow>(`/v1/members/${memberId}`),
    snapshot: async () => [
      await database`select member_id, version, standing from members order by member_id`,
      await database`select terminal_id, terminal_seq, hash from facts order by terminal_id, terminal_seq`,
      await database`select * from reminders order by member_id, business_date, kind, subject`,
      await database`select * from job_runs order by business_date, job`,
      await database`select position from feed_head`,
    ],
    differences: async () => (await inSnapshot(database, findDifferences)).differences,
  }
}

/** The lots of a fact's posting. */
export function lotsOf(fact: SealedFact | undefined) {
  assert(fact, 'the fact is there')
  return fact.body.posting.moves
}
