import { z } from 'zod'
import { stacking } from './campaign.ts'
import { lot, tierProgress } from './standing.ts'
import { tally } from './tally.ts'
import { voucherMove } from './voucher.ts'

const whole = z.int()
const name = z.string().max(120)

/** One multiplier that met the award; 100 is left out. */
export const multiplier = z.strictObject({ source: z.enum(['tier', 'campaign']), id: name, percent: whole })
export type Multiplier = z.infer<typeof multiplier>

const multiplied = {
  multipliers: z.array(multiplier).max(400).optional(),
  /** Present with more than one multiplier. */
  stacking: stacking.optional(),
  givesPoints: whole,
}

const rate = { ruleId: name, unitId: name, points: whole, rounding: z.enum(['whole-blocks', 'linear-floor']) }

/**
 * How a posting was computed, step by step, as data: shown as sentences, and enough to compute the posting again
 * (`recompute`). Only what applied is told.
 */
export const explanationStep = z.discriminatedUnion('step', [
  /** What the rules look at: the bill less what discounts, vouchers and points have paid. */
  z.strictObject({
    step: z.literal('base'),
    amountMinor: whole,
    outsideDiscountMinor: whole.optional(),
    tierDiscountMinor: whole.optional(),
    paidWithVouchersMinor: whole.optional(),
    paidWithPointsMinor: whole,
    baseMinor: whole,
  }),
  /** floor(ofMinor x percent / 100) off the bill. */
  z.strictObject({
    step: z.literal('tier-discount'),
    tierId: name,
    percent: whole,
    ofMinor: whole,
    discountMinor: whole,
  }),
  /** floor(baseMinor x points x multiplier / everyMinor), or over whole blocks only. */
  z.strictObject({
    step: z.literal('bill-rule'),
    ...rate,
    baseMinor: whole,
    everyMinor: whole,
    ...multiplied,
  }),
  /** floor(quantity x points x multiplier / everyQuantity), or over whole blocks only. */
  z.strictObject({
    step: z.literal('quantity-rule'),
    ...rate,
    quantity: whole,
    everyQuantity: whole,
    ...multiplied,
  }),
  /** floor(points x multiplier). */
  z.strictObject({
    step: z.literal('fixed-rule'),
    by: z.enum(['order', 'visit', 'activity', 'welcome', 'birthday', 'referral']),
    ruleId: name,
    unitId: name,
    points: whole,
    ...multiplied,
  }),
  /** Of the rules of a group, only one gives. */
  z.strictObject({
    step: z.literal('group'),
    group: name,
    ruleId: name,
    insteadOf: z.array(name).max(200),
  }),
  /** A limit of a rule, or of all rules of a unit (no `ruleId`), lowers what was given. */
  z.strictObject({
    step: z.literal('limit'),
    ruleId: name.optional(),
    unitId: name,
    limit: name,
    max: whole,
    usedBefore: whole,
    fromPoints: whole,
    toPoints: whole,
  }),
  /** What is counted for limits from now on. */
  z.strictObject({ step: z.literal('counted'), tallies: z.array(tally).max(1_000) }),
  /** What it adds on the way to the next tier. */
  z.strictObject({ step: z.literal('progress'), ...tierProgress.shape }),
  z.strictObject({ step: z.literal('upgrade'), tierId: name, fromTierId: name.nullable() }),
  /** Points taken and the money that they take off. */
  z.strictObject({
    step: z.literal('points-into-money'),
    unitId: name,
    redeemedPoints: whole,
    everyPoints: whole,
    amountMinor: whole,
    discountMinor: whole,
  }),
  /** A reward's price in points. */
  z.strictObject({ step: z.literal('reward'), rewardId: name, unitId: name, costPoints: whole }),
  /** floor(ofMinor x percent / 100), at most `capMinor`. */
  z.strictObject({
    step: z.literal('percent-off'),
    percent: whole,
    ofMinor: whole,
    capMinor: whole.optional(),
    discountMinor: whole,
  }),
  /** A fixed amount, at most the bill: no change is given. */
  z.strictObject({
    step: z.literal('amount-off'),
    amountMinor: whole,
    ofMinor: whole,
    discountMinor: whole,
  }),
  z.strictObject({
    step: z.literal('product'),
    productCode: name,
    quantity: whole,
  }),
  z.strictObject({ step: z.literal('benefit'), vi: z.string(), en: z.string() }),
  /** A voucher issued, used, or given back. */
  z.strictObject({ step: z.literal('voucher'), ...voucherMove.shape }),
  /** How much of the sale has gone back before and after this. */
  z.strictObject({
    step: z.literal('returned'),
    ofMinor: whole,
    beforeMinor: whole,
    afterMinor: whole,
  }),
  /** floor(points x after / of) - floor(points x before / of), of what was awarded (taken) or redeemed (given). */
  z.strictObject({
    step: z.literal('share'),
    way: z.enum(['take-back', 'give-back']),
    unitId: name,
    points: whole,
    ofMinor: whole,
    beforeMinor: whole,
    afterMinor: whole,
    sharePoints: whole,
  }),
  /** What could not be taken back because it has been spent. */
  z.strictObject({
    step: z.literal('shortfall'),
    unitId: name,
    shortfallPoints: whole,
    policy: z.enum(['negative-balance', 'from-next-award', 'forgiven']),
  }),
  z.strictObject({ step: z.literal('adjusted'), unitId: name, points: whole, reason: z.string().max(500) }),
  z.strictObject({ step: z.literal('transferred'), unitId: name, points: whole, toMemberId: name }),
  z.strictObject({
    step: z.literal('expired'),
    unitId: name,
    points: whole,
    /** The last day of use, or the last day on which points moved (`inactivity`). */
    because: z.enum(['date', 'inactivity', 'redeemed-in-time']),
    on: z.string(),
  }),
  z.strictObject({
    step: z.literal('reviewed'),
    fromTierId: name.nullable(),
    levelTierId: name.nullable(),
    toTierId: name.nullable(),
    downgrade: z.enum(['never', 'one-step', 'to-level']),
    dueOn: z.string(),
    ...tierProgress.shape,
  }),
  /** Points put on a lot (above zero) or taken from it (below zero), soonest to expire first. */
  z.strictObject({ step: z.literal('lot'), ...lot.shape }),
])
export type ExplanationStep = z.infer<typeof explanationStep>
export type Step<Name extends ExplanationStep['step']> = Extract<ExplanationStep, { step: Name }>
