import { canonicalJson } from '../lib/canonical-json.ts'
import { decideAdjust } from './adjustment.ts'
import { decideAward } from './award.ts'
import { decideExpire } from './expiry.ts'
import type { ExplanationStep } from './explanation.ts'
import type { FactBody } from './fact.ts'
import { decideGrant } from './grant.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { decideRedeem } from './redeem.ts'
import { decideReward } from './redeem-reward.ts'
import { decideRefund } from './refund.ts'
import type { Decision } from './refusal.ts'
import { decideReversal } from './reversal.ts'
import { decideTierReview } from './tier-review.ts'
import { decideTransfer } from './transfer.ts'
import { decideVoucher } from './use-voucher.ts'

/** What a fact claims and what its own inputs give, where the two differ. */
export type Difference = { claimed: unknown; derived: unknown }

export type DecidedAgain = { posting: Posting; steps: ExplanationStep[]; tierDiscountMinor?: number }

/**
 * Decides a fact again from its own inputs under its own program version, with the same code as the terminal.
 * Nothing when the result is the same to the letter.
 */
export function deriveAgain(body: FactBody, program: ProgramDocument): Difference | undefined {
  const again = decideAgain(body, program)
  const derived: Record<string, unknown> = again.ok ? again.value : { refusal: again.refusal }
  const claimed = Object.fromEntries(
    Object.keys(again.ok ? again.value : { posting: 0 }).map((name) => [name, body[name as keyof FactBody]]),
  )
  return canonicalJson(claimed) === canonicalJson(derived) ? undefined : { claimed, derived }
}

/** The postings of a fact: the receiver of a transfer has one of its own. */
export const postingsOf = (body: FactBody): Posting[] =>
  body.kind === 'transfer' ? [body.posting, body.counterPosting] : [body.posting]

/** What the rules give for a fact's inputs: under its own version what it claims, under another what that would give. */
export function decideAgain(body: FactBody, program: ProgramDocument): Decision<DecidedAgain> {
  const { postingId, memberId, businessDate } = body.posting
  const who = { postingId, memberId, program }
  switch (body.kind) {
    case 'award':
      return decideAward({ ...who, ...body })
    case 'grant':
      return decideGrant({ ...who, ...body })
    case 'redeem':
      return decideRedeem({ ...who, ...body })
    case 'reward':
      return decideReward({ ...who, ...body })
    case 'voucher':
      return decideVoucher({ ...who, ...body })
    case 'refund':
      return decideRefund({ ...who, ...body })
    case 'reversal':
      return decideReversal({ ...who, ...body })
    case 'transfer':
      return decideTransfer({ ...who, ...body })
    case 'adjust':
      return decideAdjust({ ...who, ...body })
    case 'expire':
      return decideExpire({ ...who, businessDate, basis: body.basis })
    case 'review':
      return decideTierReview({ ...who, businessDate, basis: body.basis })
  }
}
