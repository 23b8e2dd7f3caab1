import { addDays } from '../../lib/calendar.ts'
import { decideExpire, expireBasisOf } from '../expiry.ts'
import type { ExplanationStep } from '../explanation.ts'
import type { Posting } from '../posting.ts'
import type { ProgramDocument } from '../program.ts'
import type { Decision } from '../refusal.ts'
import { remindersDue } from '../reminder.ts'
import { decideTierReview, reviewBasisOf } from '../tier-review.ts'
import { runGrant } from './run-award.ts'
import { type Happened, programFor, type Run, type RunMember, record } from './run-state.ts'

/** Head office's nightly work for each day that was not closed yet, up to and including `upTo`. Twice does nothing more. */
export function closeDays(run: Run, upTo: string, firstDay: string): Happened {
  const happened: Required<Pick<Happened, 'postings' | 'steps' | 'reminders'>> = {
    postings: [],
    steps: [],
    reminders: [],
  }
  let day = run.closedTo === undefined ? firstDay : addDays(run.closedTo, 1)
  for (; day <= upTo; day = addDays(day, 1)) {
    const program = programFor(run, day)
    if (!program) continue
    for (const member of run.members.values()) closeDayOf(run, member, day, program, happened)
    run.closedTo = day
  }
  return happened
}

function closeDayOf(
  run: Run,
  member: RunMember,
  day: string,
  program: ProgramDocument,
  happened: { postings: Posting[]; steps: ExplanationStep[]; reminders: Happened['reminders'] & {} },
): void {
  const { memberId } = member
  const keep = (decided: Decision<{ posting: Posting; steps: ExplanationStep[] }>): void => {
    if (!decided.ok) return
    record(run, decided.value.posting, program)
    happened.postings.push(decided.value.posting)
    happened.steps.push(...decided.value.steps)
  }
  if (member.birthday !== undefined) {
    const occasion = { businessDate: day, minuteOfDay: 0, storeId: null }
    const granted = runGrant(member, { kind: 'birthday' }, `birthday/${memberId}/${day}`, occasion, program)
    const posting = granted.ok ? granted.value.postings[0] : undefined
    if (granted.ok && posting) keep({ ok: true, value: { posting, steps: granted.value.steps } })
  }
  for (const reminder of remindersDue(member, program, day))
    happened.reminders.push({ ...reminder, on: day, member: memberId })
  const nightly = { memberId, businessDate: day, program }
  keep(decideExpire({ ...nightly, postingId: `expire/${memberId}/${day}`, basis: expireBasisOf(member) }))
  const basis = reviewBasisOf(member, program, day)
  keep(decideTierReview({ ...nightly, postingId: `review/${memberId}/${day}`, basis }))
}
