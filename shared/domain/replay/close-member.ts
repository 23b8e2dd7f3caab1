import { addDays } from '../../lib/calendar.ts'
import { applyPosting } from '../apply-posting.ts'
import { decideExpire, expireBasisOf } from '../expiry.ts'
import type { Posting } from '../posting.ts'
import type { ProgramDocument } from '../program.ts'
import type { Standing } from '../standing.ts'
import { decideTierReview, reviewBasisOf, reviewDueOn } from '../tier-review.ts'

/** Reviews that one member can have missed: monthly ones, over more years than any replay. */
const reviewCountMax = 240

/**
 * What head office's nightly work up to the close of a day gives a member to whom nothing else happens: tier reviews on
 * their days, then what has ended by then, in one posting.
 */
export function nightlyPostings(
  memberId: string,
  standing: Standing,
  program: ProgramDocument,
  upTo: string,
): Posting[] {
  const reviews = reviewsUpTo(memberId, standing, program, upTo)
  const decided = decideExpire({
    postingId: `expire/${upTo}`,
    memberId,
    businessDate: upTo,
    basis: expireBasisOf({ version: 0, standing }),
    program,
  })
  return decided.ok ? [...reviews, decided.value.posting] : reviews
}

function reviewsUpTo(
  memberId: string,
  standing: Standing,
  program: ProgramDocument,
  upTo: string,
): Posting[] {
  const postings: Posting[] = []
  let seen = standing
  for (let count = 0; count < reviewCountMax; count += 1) {
    const posting = nextReview(memberId, seen, program, upTo)
    if (!posting) break
    postings.push(posting)
    seen = applyPosting(seen, posting, program)
  }
  return postings
}

/** The next review on the day on which it decides: when it is due, or when the grace has ended. */
function nextReview(
  memberId: string,
  standing: Standing,
  program: ProgramDocument,
  upTo: string,
): Posting | undefined {
  const state = { version: 0, standing }
  const dueOn = reviewDueOn(program, reviewBasisOf(state, program, upTo))
  if (dueOn === undefined) return undefined
  const days = [dueOn, addDays(dueOn, program.tierPeriod?.graceDays ?? 0)]
  // A review that is due since before the period is made up for on its last day.
  for (const day of days.map((each) => (each < standing.asOf ? standing.asOf : each))) {
    if (day > upTo) return undefined
    const basis = reviewBasisOf(state, program, day)
    const decided = decideTierReview({
      postingId: `review/${day}`,
      memberId,
      businessDate: day,
      basis,
      program,
    })
    if (decided.ok) return decided.value.posting
  }
  return undefined
}
