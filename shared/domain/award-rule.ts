import { z } from 'zod'
import { amountMinorField, localText, pointsField, programKey, quantityField } from './field.ts'
import { listCountMax } from './limits.ts'
import { validity } from './validity.ts'

const codes = z.array(z.string().min(1).max(60)).min(1).max(listCountMax)
const times = z.int().min(0).max(1_000_000)

/** The most that a rule, or all rules of a unit together, may give one member. What is left out is no limit. */
export const awardLimits = z
  .strictObject({
    pointsPerBill: pointsField.optional(),
    pointsPerDay: pointsField.optional(),
    pointsPerMonth: pointsField.optional(),
    pointsPerYear: pointsField.optional(),
    pointsPerMember: pointsField.optional(),
    timesPerDay: times.optional(),
    timesPerMonth: times.optional(),
    timesPerYear: times.optional(),
    timesPerMember: times.optional(),
  })
  .meta({ id: 'AwardLimits' })
export type AwardLimits = z.infer<typeof awardLimits>

/** Which lines of a sale a rule looks at: in one of the lists, and in none of the exclusions. */
export const lineScope = z
  .strictObject({
    products: codes.optional(),
    categories: codes.optional(),
    excludeProducts: codes.optional(),
    excludeCategories: codes.optional(),
    /** What the rule does when a sale has no lines. Left out: `nothing`. */
    withoutLines: z.enum(['nothing', 'whole-bill', 'refuse']).optional(),
  })
  .meta({ id: 'LineScope' })
export type LineScope = z.infer<typeof lineScope>

const common = {
  ruleId: programKey,
  name: localText.optional(),
  /** What is given; left out: the program's first unit. */
  unitId: programKey.optional(),
  when: validity.optional(),
  limits: awardLimits.optional(),
  /** Of the rules of one group only one gives: highest priority, then the most points, then the first name. */
  group: programKey.optional(),
  priority: z.int().min(0).max(1_000).optional(),
  /** Tier and campaign multipliers apply; left out: yes for `bill` and `quantity`, no for the others. */
  isMultiplied: z.boolean().optional(),
  /** Only for members who chose this rule's unit as what they collect. */
  isChosenUnitOnly: z.boolean().optional(),
}

const fixed = {
  ...common,
  points: pointsField,
  /** A voucher of this kind is given too (or instead, with 0 points). */
  voucherKindId: programKey.optional(),
}

/** How the one rounding is done, over the rule's whole base in the bill; multipliers apply before it. */
export const rounding = z.enum(['whole-blocks', 'linear-floor'])

/** "Each `everyMinor` of the bill gives `points`": the rate in the direction in which people say it. */
const billRule = z.strictObject({
  ...common,
  by: z.literal('bill'),
  everyMinor: amountMinorField.min(1),
  points: pointsField.min(1),
  /** `whole-blocks`: 250,000 at 10 per 100,000 gives 20; `linear-floor`: 25. Multipliers apply before it. */
  rounding,
  minimumBillMinor: amountMinorField.optional(),
  scope: lineScope.optional(),
})

/** "Each `everyQuantity` gives `points`": pieces, nights, kilometres, of the lines in scope. */
const quantityRule = z.strictObject({
  ...common,
  by: z.literal('quantity'),
  everyQuantity: quantityField.min(1),
  points: pointsField.min(1),
  rounding,
  scope: lineScope,
})

/** Once for each sale of at least `minimumBillMinor`. */
const orderRule = z.strictObject({
  ...fixed,
  by: z.literal('order'),
  minimumBillMinor: amountMinorField.optional(),
})

/** Once for each business date with a sale. */
const visitRule = z.strictObject({
  ...fixed,
  by: z.literal('visit'),
  minimumBillMinor: amountMinorField.optional(),
})

/** For something that is not a sale: survey, review, share, event, donation, mini-game. */
const activityRule = z.strictObject({ ...fixed, by: z.literal('activity'), activityId: programKey })

/** Once, at sign-up. */
const welcomeRule = z.strictObject({ ...fixed, by: z.literal('welcome') })

/** Once a year, on the day itself or with the first sale in the window around it. */
const birthdayRule = z.strictObject({
  ...fixed,
  by: z.literal('birthday'),
  given: z.enum(['on-the-day', 'with-first-sale']),
  daysBefore: z.int().min(0).max(60),
  daysAfter: z.int().min(0).max(60),
})

/** For both sides, with the new member's first purchase. `limits` are the referrer's. */
const referralRule = z.strictObject({
  ...common,
  by: z.literal('referral'),
  newMemberPoints: pointsField,
  referrerPoints: pointsField,
  minimumBillMinor: amountMinorField.optional(),
})

export const awardRule = z.discriminatedUnion('by', [
  billRule,
  quantityRule,
  orderRule,
  visitRule,
  activityRule,
  welcomeRule,
  birthdayRule,
  referralRule,
])
export type AwardRule = z.infer<typeof awardRule>
export type RuleBy<Kind extends AwardRule['by']> = Extract<AwardRule, { by: Kind }>
