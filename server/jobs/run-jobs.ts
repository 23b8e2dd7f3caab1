import { z } from 'zod'
import { type ProgramDocument, programOn } from '../../shared/domain/program.ts'
import { addDays, type BusinessDate, businessDateAt, daysBetween } from '../../shared/lib/calendar.ts'
import { ok, type Result, refuse } from '../../shared/lib/result.ts'
import { type Queryable, readRows } from '../db/database.ts'
import type { HeadOffice } from '../sync/head-office.ts'
import { isDue, type JobRun, newestRun, type RunProgress, runAfter } from './job-run.ts'
import { runBatch } from './run-batch.ts'
import { withJobsLock } from './with-jobs-lock.ts'

/** After midnight: a sale of the last minute has reached head office, and a clock that is a little slow is past it too. */
const afterMidnightMs = 5 * 60_000

/**
 * A longer time without the jobs is more likely a wrong clock than downtime, and points that end cannot be given back in
 * silence: then a person says up to which day.
 */
const behindDaysMax = 62

export type JobsRefusal =
  | { code: 'runs-elsewhere' }
  | { code: 'no-program' }
  | { code: 'not-yet'; today: BusinessDate }
  | { code: 'too-far-behind'; today: BusinessDate; doneTo: BusinessDate }

export type JobsOptions = {
  /** The last business date that is worked on; today when left out. */
  until?: BusinessDate | undefined
  /** Ends it between two batches; the next call goes on. */
  signal?: AbortSignal
  batchMembers?: number
  onProgress?: (progress: RunProgress) => void
}

/**
 * Does what is due by business date, each missed date in its order, and says which runs were carried out. Twice changes
 * nothing; after a crash it goes on where it stopped; of several processes one does it.
 */
export const runJobs = (
  office: HeadOffice,
  options: JobsOptions = {},
): Promise<Result<RunProgress[], JobsRefusal>> =>
  withJobsLock(office.database, {
    held: () => runDue(office, options),
    taken: () => refuse({ code: 'runs-elsewhere' }),
  })

async function runDue(office: HeadOffice, options: JobsOptions): Promise<Result<RunProgress[], JobsRefusal>> {
  const programs = await readPrograms(office)
  const today = todayOf(programs, office.clock())
  if (today === undefined) return refuse({ code: 'no-program' })
  const until = options.until ?? today
  if (until > today) return refuse({ code: 'not-yet', today })
  const newest = await newestRun(office.database)
  if (options.until === undefined && newest && daysBetween(newest.businessDate, today) > behindDaysMax)
    return refuse({ code: 'too-far-behind', today, doneTo: newest.businessDate })
  const done: RunProgress[] = []
  for (let run = nextRun(newest, today, until); isDue(run, today); run = runAfter(run)) {
    if (run.businessDate > until) break
    const finished = await finishRun(office, run, { ...options, programs })
    if (!finished) break
    done.push(finished)
  }
  return ok(done)
}

/**
 * The first run of all closes the day before: what ended earlier ends with it, in one posting, because the domain takes
 * everything whose day has come.
 */
function nextRun(newest: RunProgress | undefined, today: BusinessDate, until: BusinessDate): JobRun {
  if (newest) return newest.isFinished ? runAfter(newest) : newest
  const yesterday = addDays(today, -1)
  return { businessDate: until < yesterday ? until : yesterday, job: 'close-day' }
}

/** All batches of one run; nothing when it was told to end before the last. */
async function finishRun(
  office: HeadOffice,
  run: JobRun,
  { programs, signal, batchMembers, onProgress }: JobsOptions & { programs: readonly ProgramDocument[] },
): Promise<RunProgress | undefined> {
  const batch = { programs, ...(batchMembers !== undefined && { countMax: batchMembers }) }
  while (!signal?.aborted) {
    const progress = await runBatch(office, run, batch)
    onProgress?.(progress)
    if (progress.isFinished) return progress
  }
  return undefined
}

const versionRow = z.object({ version: z.int() })

async function readPrograms(office: HeadOffice): Promise<ProgramDocument[]> {
  const queryable: Queryable = office.database
  const rows = await readRows(queryable`select version from programs order by version`, versionRow)
  const versions = rows.map(({ version }) => version)
  const known = await office.library.load(queryable, versions)
  return versions.flatMap((version) => known.get(version) ?? [])
}

/** The business date in the time zone of the program that holds; nothing before there is a program. */
function todayOf(programs: readonly ProgramDocument[], now: number): BusinessDate | undefined {
  const program = programOn(programs, businessDateAt(now, 'UTC')) ?? programs.at(-1)
  return program && businessDateAt(now - afterMidnightMs, program.timeZone)
}
