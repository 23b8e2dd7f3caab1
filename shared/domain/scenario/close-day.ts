import { addDays } from '../../lib/calendar.ts'
import { decideExpire, expireBasisOf } from '../expiry.ts'
import type { FactBody } from '../fact.ts'
import { asKind } from '../posting.ts'
import type { ProgramDocument } from '../program.ts'
import { remindersDue } from '../reminder.ts'
import { decideTierReview, reviewBasisOf } from '../tier-review.ts'
import { runGrant } from './run-award.ts'
import { type Happened, programFor, type Run, type RunMember, record } from './run-state.ts'

/** Head office's nightly work for each day that was not closed yet, up to and including `upTo`. Twice does nothing more. */
export function closeDays(run: Run, upTo: string, firstDay: string): Happened {
  const happened: NightlyWork = {
    bodies: [],
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

type NightlyWork = Required<Pick<Happened, 'bodies' | 'postings' | 'steps' | 'reminders'>>

function closeDayOf(
  run: Run,
  member: RunMember,
  day: string,
  program: ProgramDocument,
  happened: NightlyWork,
): void {
  const { memberId } = member
  const keep = (body: FactBody): void => {
    record(run, body.posting, program)
    happened.bodies.push(body)
    happened.postings.push(body.posting)
    happened.steps.push(...body.steps)
  }
  if (member.birthday !== undefined) {
    const occasion = { businessDate: day, minuteOfDay: 0, storeId: null }
    const granted = runGrant(member, { kind: 'birthday' }, `birthday/${memberId}/${day}`, occasion, program)
    if (granted.ok) granted.value.bodies.forEach(keep)
  }
  for (const reminder of remindersDue(member, program, day))
    happened.reminders.push({ ...reminder, on: day, member: memberId })
  const nightly = { memberId, businessDate: day, program }
  const expireBasis = expireBasisOf(member)
  const expired = decideExpire({ ...nightly, postingId: `expire/${memberId}/${day}`, basis: expireBasis })
  if (expired.ok)
    keep({
      kind: 'expire',
      posting: asKind('expire', expired.value.posting),
      basis: expireBasis,
      steps: expired.value.steps,
    })
  const basis = reviewBasisOf(member, program, day)
  const reviewed = decideTierReview({ ...nightly, postingId: `review/${memberId}/${day}`, basis })
  if (reviewed.ok)
    keep({
      kind: 'review',
      posting: asKind('review', reviewed.value.posting),
      basis,
      steps: reviewed.value.steps,
    })
}
