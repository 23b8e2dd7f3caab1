import { applyPosting } from '../../shared/domain/apply-posting.ts'
import { awardBasisOf } from '../../shared/domain/award-basis.ts'
import { decideExpire, expireBasisOf } from '../../shared/domain/expiry.ts'
import type { FactBody } from '../../shared/domain/fact.ts'
import { decideGrant, type GrantCause } from '../../shared/domain/grant.ts'
import { asKind } from '../../shared/domain/posting.ts'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import { decideTierReview, reviewBasisOf } from '../../shared/domain/tier-review.ts'
import type { BusinessDate } from '../../shared/lib/calendar.ts'
import type { JobMember } from './job-member.ts'
import type { Job } from './job-run.ts'

/** A business date under the program that holds on it. `newId` makes the ids of facts. */
export type Day = { businessDate: BusinessDate; program: ProgramDocument; newId: () => string }

/** Members as they stand while a batch is decided: each fact is decided on what the ones before it left. */
type Members = Map<string, JobMember>

/**
 * What head office itself records for a member on a business date, in order, decided by the domain. `members` holds the
 * member and, for `close-day`, the referrer; their standings are moved on.
 */
export function decideDay(job: Job, memberId: string, members: Members, day: Day): FactBody[] {
  const member = members.get(memberId)
  if (!member) return []
  return job === 'open-day'
    ? grant(member, { kind: 'birthday' }, members, day)
    : [
        ...grantToReferrer(member, members, day),
        ...expire(members.get(memberId) ?? member, members, day),
        ...review(members.get(memberId) ?? member, members, day),
      ]
}

/** A referred member has made the first purchase, and nobody has looked at the referrer's side yet. */
export const isReferralOpen = ({ referrerId, referralSettledOn, standing }: JobMember): boolean =>
  referrerId !== null &&
  referralSettledOn === null &&
  standing.tallies.some(({ key, amount }) => key.endsWith(':joined') && amount > 0)

function grantToReferrer(member: JobMember, members: Members, day: Day): FactBody[] {
  const referrer = isReferralOpen(member) ? members.get(member.referrerId ?? '') : undefined
  return referrer ? grant(referrer, { kind: 'referrer' }, members, day) : []
}

/** Blocked members are given nothing; their points end like all others. */
function grant(member: JobMember, cause: GrantCause, members: Members, day: Day): FactBody[] {
  if (member.status === 'blocked' || (cause.kind === 'birthday' && member.birthday === null)) return []
  const { businessDate, program } = day
  const basis = awardBasisOf(member, program, businessDate)
  const occasion = { businessDate, minuteOfDay: 0, storeId: null }
  const { memberId } = member
  const decided = decideGrant({ postingId: day.newId(), memberId, cause, occasion, basis, program })
  if (!decided.ok) return []
  const { posting, steps } = decided.value
  const body = { kind: 'grant' as const, posting: asKind('award', posting), cause, occasion, basis, steps }
  return [moveOn(member, body, members, day)]
}

function expire(member: JobMember, members: Members, day: Day): FactBody[] {
  const { businessDate, program } = day
  const basis = expireBasisOf(member)
  const { memberId } = member
  const decided = decideExpire({ postingId: day.newId(), memberId, businessDate, basis, program })
  if (!decided.ok) return []
  const { posting, steps } = decided.value
  return [moveOn(member, { kind: 'expire', posting: asKind('expire', posting), basis, steps }, members, day)]
}

function review(member: JobMember, members: Members, day: Day): FactBody[] {
  const { businessDate, program } = day
  const basis = reviewBasisOf(member, program, businessDate)
  const { memberId } = member
  const decided = decideTierReview({ postingId: day.newId(), memberId, businessDate, basis, program })
  if (!decided.ok) return []
  const { posting, steps } = decided.value
  return [moveOn(member, { kind: 'review', posting: asKind('review', posting), basis, steps }, members, day)]
}

function moveOn(member: JobMember, body: FactBody, members: Members, { program }: Day): FactBody {
  const standing = applyPosting(member.standing, body.posting, program)
  members.set(member.memberId, { ...member, standing })
  return body
}
