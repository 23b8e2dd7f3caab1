import { z } from 'zod'
import { assert } from '../../shared/lib/assert.ts'
import { addDays, type BusinessDate } from '../../shared/lib/calendar.ts'
import { type Queryable, readRow, type Transaction } from '../db/database.ts'

/**
 * `open-day` begins a business date (birthdays, reminders), `close-day` ends it (referrers, expiry, tier reviews): the
 * last usable day of a point is usable to its midnight.
 */
export const jobs = ['open-day', 'close-day'] as const
export type Job = (typeof jobs)[number]

/** One job of one business date. */
export type JobRun = { businessDate: BusinessDate; job: Job }

const runRow = z.object({
  businessDate: z.string(),
  job: z.enum(jobs),
  lastMemberId: z.string(),
  memberCount: z.int(),
  factCount: z.int(),
  reminderCount: z.int(),
  isFinished: z.boolean(),
})
export type RunProgress = z.infer<typeof runRow>

/** The newest run that was begun. Of one date, `open-day` comes first. */
export const newestRun = (queryable: Queryable): Promise<RunProgress | undefined> =>
  readRow(
    queryable`select business_date, job, last_member_id, member_count, fact_count, reminder_count,
        finished_at is not null as is_finished
      from job_runs order by business_date desc, job = 'close-day' desc limit 1`,
    runRow,
  )

export const runAfter = ({ businessDate, job }: JobRun): JobRun =>
  job === 'open-day'
    ? { businessDate, job: 'close-day' }
    : { businessDate: addDays(businessDate, 1), job: 'open-day' }

/** Whether a run's time has come: a date is opened when it begins and closed when the next one has begun. */
export const isDue = ({ businessDate, job }: JobRun, today: BusinessDate): boolean =>
  job === 'open-day' ? businessDate <= today : businessDate < today

/**
 * How far a run is, locked until the end of the transaction: of two processes that got here at once, the second sees
 * what the first has done. Begins the run where it had not begun.
 */
export async function lockRun(transaction: Transaction, { businessDate, job }: JobRun): Promise<RunProgress> {
  await transaction`insert into job_runs (business_date, job) values (${businessDate}, ${job})
    on conflict do nothing`
  const row = await readRow(
    transaction`select business_date, job, last_member_id, member_count, fact_count, reminder_count,
        finished_at is not null as is_finished
      from job_runs where business_date = ${businessDate} and job = ${job} for update`,
    runRow,
  )
  assert(row, 'the run has begun')
  return row
}

/** Keeps how far a locked run has come. */
export async function saveRun(transaction: Transaction, run: RunProgress): Promise<void> {
  await transaction`
    update job_runs set last_member_id = ${run.lastMemberId}, member_count = ${run.memberCount},
      fact_count = ${run.factCount}, reminder_count = ${run.reminderCount},
      finished_at = case when ${run.isFinished} then now() end
    where business_date = ${run.businessDate} and job = ${run.job}`
}
