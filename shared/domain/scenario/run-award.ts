import { ok } from '../../lib/result.ts'
import { decideAward } from '../award.ts'
import { awardBasisOf } from '../award-basis.ts'
import { decideGrant, type GrantCause } from '../grant.ts'
import type { Occasion } from '../occasion.ts'
import { asKind } from '../posting.ts'
import type { ProgramDocument } from '../program.ts'
import { refuseWith } from '../refusal.ts'
import type { Sale } from '../sale.ts'
import {
  billNamed,
  type Happening,
  newMember,
  occasionOf,
  type Run,
  type RunMember,
  type RunSale,
} from './run-state.ts'
import type { EventBy } from './scenario.ts'

/** A sale: its award, and the referrer's side when it is a referred member's first. */
export function runSale(
  run: Run,
  event: EventBy<'sale'>,
  postingId: string,
  program: ProgramDocument,
): Happening {
  const member = run.members.get(event.member)
  if (!member) return refuseWith('member-unknown', { member: event.member })
  const bill = billNamed(run, event.sale, event.member)
  if (bill.sold) return refuseWith('receipt-number-used', { receiptNumber: event.sale })
  const occasion = occasionOf(event)
  const sale = saleOf(event, bill)
  const basis = awardBasisOf(member, program, event.on)
  const decided = decideAward({ postingId, memberId: event.member, sale, occasion, basis, program })
  const isKept = decided.ok || decided.refusal.code === 'award-nothing'
  if (isKept)
    bill.sold = {
      amountMinor: event.amountMinor,
      businessDate: event.on,
      ...(event.lines && { lines: event.lines }),
    }
  if (!decided.ok) return decided
  const { posting, tierDiscountMinor, steps } = decided.value
  bill.award = posting
  const isFirstOfReferred = posting.tallies?.some((tally) => tally.key.endsWith(':joined')) ?? false
  const referrer = isFirstOfReferred ? referrerGrant(run, member, postingId, occasion, program) : undefined
  const { postings, bodies } = referrer?.ok ? referrer.value : { postings: [], bodies: [] }
  return ok({
    bodies: [
      { kind: 'award', ...decided.value, posting: asKind('award', posting), sale, occasion, basis },
      ...bodies,
    ],
    postings: [posting, ...postings],
    steps,
    discountMinor: tierDiscountMinor,
    tierDiscountMinor,
  })
}

function saleOf(event: EventBy<'sale'>, bill: RunSale): Sale {
  const paidWithVouchersMinor = (event.paidWithVouchersMinor ?? 0) + bill.paidWithVouchersMinor
  return {
    amountMinor: event.amountMinor,
    ...(event.outsideDiscountMinor && { outsideDiscountMinor: event.outsideDiscountMinor }),
    ...(paidWithVouchersMinor > 0 && { paidWithVouchersMinor }),
    paidWithPointsMinor: (event.paidWithPointsMinor ?? 0) + bill.paidWithPointsMinor,
    ...(bill.rewardIds.length > 0 && { rewardIds: bill.rewardIds }),
    receiptNumber: event.sale,
    ...(event.lines && { lines: event.lines }),
  }
}

function referrerGrant(
  run: Run,
  member: RunMember,
  postingId: string,
  occasion: Occasion,
  program: ProgramDocument,
): Happening | undefined {
  const referrer = member.referrerId === undefined ? undefined : run.members.get(member.referrerId)
  return referrer && runGrant(referrer, { kind: 'referrer' }, `${postingId}/referrer`, occasion, program)
}

export function runGrant(
  member: RunMember,
  cause: GrantCause,
  postingId: string,
  occasion: Occasion,
  program: ProgramDocument,
): Happening {
  const basis = awardBasisOf(member, program, occasion.businessDate)
  const decided = decideGrant({ postingId, memberId: member.memberId, cause, occasion, basis, program })
  if (!decided.ok) return decided
  const { posting, steps } = decided.value
  const body = { kind: 'grant' as const, posting: asKind('award', posting), cause, occasion, basis, steps }
  return ok({ bodies: [body], postings: [posting], steps })
}

/** A sign-up; without a welcome rule it only makes the member. */
export function runEnroll(
  run: Run,
  event: EventBy<'enroll'>,
  postingId: string,
  program: ProgramDocument,
): Happening {
  const member = run.members.get(event.member) ?? newMember(run, event)
  member.birthday = event.birthday ?? member.birthday
  member.referrerId = event.referrer ?? member.referrerId
  member.chosenUnitId = event.chosenUnit ?? member.chosenUnitId
  const granted = runGrant(member, { kind: 'welcome' }, postingId, occasionOf(event), program)
  return granted.ok ? granted : ok({ bodies: [], postings: [], steps: [] })
}

export function runActivity(
  run: Run,
  event: EventBy<'activity'>,
  postingId: string,
  program: ProgramDocument,
): Happening {
  const member = run.members.get(event.member)
  if (!member) return refuseWith('member-unknown', { member: event.member })
  const cause = { kind: 'activity' as const, activityId: event.activity }
  return runGrant(member, cause, postingId, occasionOf(event), program)
}
