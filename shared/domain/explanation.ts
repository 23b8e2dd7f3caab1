import { z } from 'zod'

const whole = z.int()

/** How a posting was computed, step by step, as data: shown as sentences, and enough to compute the posting again. */
export const explanationStep = z.discriminatedUnion('step', [
  /** What the rules look at: the bill less what points have paid. */
  z.strictObject({
    step: z.literal('base'),
    amountMinor: whole,
    paidWithPointsMinor: whole,
    baseMinor: whole,
  }),
  /** floor(baseMinor x points x multiplierPercent / (everyMinor x 100)), or over whole blocks only. */
  z.strictObject({
    step: z.literal('bill-rule'),
    ruleId: z.string(),
    everyMinor: whole,
    points: whole,
    rounding: z.enum(['whole-blocks', 'linear-floor']),
    multiplierPercent: whole,
    tierId: z.string().nullable(),
    givesPoints: whole,
  }),
  /** Points taken and the money that they take off. */
  z.strictObject({
    step: z.literal('points-into-money'),
    redeemedPoints: whole,
    everyPoints: whole,
    amountMinor: whole,
    discountMinor: whole,
  }),
  /** Points of one lot that were taken, soonest to expire first. */
  z.strictObject({
    step: z.literal('lot'),
    lotId: z.string(),
    points: whole,
    expiresOn: z.string().nullable(),
  }),
])
export type ExplanationStep = z.infer<typeof explanationStep>
