import { ok, refuse } from '../../shared/lib/result.ts'
import type { RunProgress } from '../jobs/job-run.ts'
import { type JobsRefusal, runJobs } from '../jobs/run-jobs.ts'
import { tooFarBehind } from '../jobs/schedule-jobs.ts'
import type { OfficeCommand } from './command.ts'
import { formatTable } from './format-table.ts'

/** `jobs run`: what a running head office does by itself after midnight. */
export const runJobsCommand: OfficeCommand = {
  name: 'jobs run',
  usage: '[--until YYYY-MM-DD]',
  summary:
    'expiry, tier reviews, birthdays and reminders, each missed business date in order; safe to run twice',
  wordCount: { min: 0, max: 0 },
  options: ['until'],
  beginsData: false,
  run: async ({ office, options: { until }, onProgress }) => {
    if (until !== undefined && !isDay(until)) return refuse('--until is a day such as 2026-11-21.')
    const outcome = await runJobs(office, { until, onProgress: (run) => onProgress(progressLine(run)) })
    if (!outcome.ok) return refuse(sentenceOf(outcome.refusal))
    const json = outcome.value.map(({ lastMemberId: _last, isFinished: _is, ...run }) => run)
    if (json.length === 0) return ok({ text: 'Nothing was due.', json })
    const rows = json.map((run) => [
      run.businessDate,
      run.job,
      String(run.memberCount),
      String(run.factCount),
      String(run.reminderCount),
    ])
    return ok({ text: formatTable(['DATE', 'JOB', 'MEMBERS', 'FACTS', 'REMINDERS'], rows), json })
  },
}

/** The 31st of February has the form of a day and is none. */
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && (new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ?? false)

const progressLine = ({ businessDate, job, memberCount }: RunProgress): string =>
  `${businessDate} ${job}: ${memberCount} members`

function sentenceOf(refusal: JobsRefusal): string {
  switch (refusal.code) {
    case 'runs-elsewhere':
      return 'Another process does the jobs just now. Try again in a moment.'
    case 'no-program':
      return 'There is no program yet. See: program publish FILE'
    case 'not-yet':
      return `That day has not come: today is ${refusal.today}.`
    case 'too-far-behind':
      return tooFarBehind(refusal)
  }
}
