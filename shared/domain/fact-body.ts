import { z } from 'zod'
import { awardBasis } from './award-basis.ts'
import { expireBasis } from './expiry.ts'
import { explanationStep } from './explanation.ts'
import { amountMinorField, anyId, programKey, signedPoints } from './field.ts'
import { amountMinorMax, receiptNumberCharactersMax, textCharactersMax } from './limits.ts'
import { occasion } from './occasion.ts'
import { type PostingKind, posting } from './posting.ts'
import { redeemBasis } from './redeem.ts'
import { refundedSale, refundWant } from './refund.ts'
import { sale } from './sale.ts'
import { heldVoucher } from './standing.ts'
import { shortfallApproval, takeBackBasis } from './take-back.ts'
import { reviewBasis } from './tier-review.ts'
import { voucherCode } from './voucher.ts'

const steps = z.array(explanationStep).max(6_000)
const onBill = z.array(z.string().max(60)).max(100)
const receiptNumber = z.string().min(1).max(receiptNumberCharactersMax)
const postingOf = <Kind extends PostingKind>(kind: Kind) => posting.extend({ kind: z.literal(kind) })
const decided = { occasion, steps }

const grantCause = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('activity'), activityId: programKey }),
  z.strictObject({ kind: z.literal('welcome') }),
  z.strictObject({ kind: z.literal('birthday') }),
  z.strictObject({ kind: z.literal('referrer') }),
])

/**
 * What happened. Carries what it was decided from (`basis` and the rest), so that it can be derived again from itself
 * (`deriveAgain`). `expire`, `review` and most grants are head office's own.
 */
export const factBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('award'),
    posting: postingOf('award'),
    sale,
    tierDiscountMinor: amountMinorField,
    basis: awardBasis,
    ...decided,
  }),
  z.strictObject({
    kind: z.literal('grant'),
    posting: postingOf('award'),
    cause: grantCause,
    basis: awardBasis,
    ...decided,
  }),
  z.strictObject({
    kind: z.literal('redeem'),
    posting: postingOf('redeem'),
    points: z.int().min(1),
    unitId: programKey.optional(),
    billMinor: z.int().min(1).max(amountMinorMax),
    onBill,
    receiptNumber,
    discountMinor: amountMinorField,
    basis: redeemBasis,
    ...decided,
  }),
  z.strictObject({
    kind: z.literal('reward'),
    posting: postingOf('redeem'),
    rewardId: programKey,
    billMinor: amountMinorField.nullable(),
    onBill,
    receiptNumber: receiptNumber.nullable(),
    discountMinor: amountMinorField,
    basis: redeemBasis.extend({ stockLeft: z.int().optional(), timesRedeemed: z.int().optional() }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal('voucher'),
    posting: postingOf('redeem'),
    code: voucherCode,
    billMinor: amountMinorField.nullable(),
    onBill,
    receiptNumber: receiptNumber.nullable(),
    discountMinor: amountMinorField,
    basis: z.strictObject({
      memberVersion: z.int().min(0),
      tierId: programKey.nullable(),
      voucher: heldVoucher.nullable(),
    }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal('refund'),
    posting: postingOf('reverse'),
    sale: refundedSale,
    want: refundWant,
    returnedMinor: amountMinorField,
    shortfallPoints: z.int().min(0),
    approval: shortfallApproval.optional(),
    basis: takeBackBasis,
    ...decided,
  }),
  z.strictObject({
    kind: z.literal('reversal'),
    posting: postingOf('reverse'),
    postings: z.array(posting).min(1).max(101),
    ofMinor: z.int().min(1).max(amountMinorMax),
    reason: z.string().min(1).max(textCharactersMax),
    shortfallPoints: z.int().min(0),
    approval: shortfallApproval.optional(),
    basis: takeBackBasis,
    ...decided,
  }),
  z.strictObject({
    kind: z.literal('transfer'),
    posting: postingOf('transfer'),
    counterPosting: postingOf('transfer'),
    points: z.int().min(1),
    toMemberId: anyId,
    basis: redeemBasis.extend({ givenThisMonth: z.int().optional() }),
    ...decided,
  }),
  z.strictObject({
    kind: z.literal('adjust'),
    posting: postingOf('adjust'),
    points: signedPoints,
    unitId: programKey.optional(),
    reason: z.string().min(1).max(textCharactersMax),
    approverId: anyId.nullable(),
    basis: redeemBasis,
    ...decided,
  }),
  z.strictObject({ kind: z.literal('expire'), posting: postingOf('expire'), basis: expireBasis, steps }),
  z.strictObject({ kind: z.literal('review'), posting: postingOf('review'), basis: reviewBasis, steps }),
])
