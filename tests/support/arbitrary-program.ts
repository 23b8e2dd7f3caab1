import fc from 'fast-check'
import { type ProgramDocument, programDocument } from '../../shared/domain/program.ts'

/** Programs of every mechanic, for property tests. */

const nameValue = { vi: 'Tên', en: 'Name' }
const name = fc.constant(nameValue)
const day = fc
  .integer({ min: 0, max: 400 })
  .map((days) => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10))
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const monthDay = fc.constantFrom('01-01', '02-28', '02-29', '03-15', '06-30', '12-31')
/** One in three: conditions that all meet in one program leave nothing to happen. */
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
/** Leaves out what is undefined, as a file would. */
const tidy = <Value extends object>(arbitrary: fc.Arbitrary<Value>) =>
  arbitrary.map((value) => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)))

const tierIds = ['silver', 'gold', 'platinum'] as const
const unitIds = ['points', 'stamps'] as const

const validity = tidy(
  fc.record({
    from: maybe(day),
    to: maybe(day),
    weekdays: maybe(fc.uniqueArray(fc.constantFrom('mon', 'tue', 'sat', 'sun'), { minLength: 1 })),
    hours: maybe(fc.array(fc.record({ from: clock, to: clock }), { minLength: 1, maxLength: 2 })),
    stores: maybe(fc.constant(['hn1'])),
    tiers: maybe(fc.uniqueArray(fc.constantFrom(...tierIds), { minLength: 1 })),
  }),
)

const small = fc.integer({ min: 0, max: 500 })
const limits = tidy(
  fc.record({
    pointsPerBill: maybe(small),
    pointsPerDay: maybe(small),
    pointsPerMonth: maybe(small),
    pointsPerYear: maybe(small),
    pointsPerMember: maybe(fc.integer({ min: 0, max: 3_000 })),
    timesPerDay: maybe(fc.integer({ min: 0, max: 3 })),
    timesPerMember: maybe(fc.integer({ min: 0, max: 5 })),
  }),
)

const categories = fc.uniqueArray(fc.constantFrom('food', 'wine', 'book'), { minLength: 1 })
const products = fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1 })
const scope = tidy(
  fc.record({
    products: maybe(products),
    categories: maybe(categories),
    excludeProducts: maybe(products),
    excludeCategories: maybe(categories),
    withoutLines: maybe(fc.constantFrom('nothing', 'whole-bill')),
  }),
)

const common = {
  unitId: maybe(fc.constantFrom(...unitIds)),
  when: maybe(validity),
  limits: maybe(limits),
  group: maybe(fc.constantFrom('one', 'two')),
  priority: maybe(fc.integer({ min: 0, max: 2 })),
  isMultiplied: maybe(fc.boolean()),
}
const amount = fc.oneof(fc.integer({ min: 1, max: 2_000_000 }), fc.constantFrom(1_000, 10_000, 100_000))
const points = fc.integer({ min: 1, max: 300 })
const fixed = { ...common, points, voucherKindId: maybe(fc.constant('gift')) }

const rule = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      ...common,
      by: fc.constant('bill'),
      everyMinor: amount,
      points,
      rounding: fc.constantFrom('whole-blocks', 'linear-floor'),
      minimumBillMinor: maybe(amount),
      scope: maybe(scope),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...common,
      by: fc.constant('quantity'),
      everyQuantity: fc.integer({ min: 1, max: 10 }),
      points,
      rounding: fc.constantFrom('whole-blocks', 'linear-floor'),
      scope,
    }),
  },
  fc.record({ ...fixed, by: fc.constant('order'), minimumBillMinor: maybe(amount) }),
  fc.record({ ...fixed, by: fc.constant('visit') }),
  fc.record({ ...fixed, by: fc.constant('activity'), activityId: fc.constant('survey') }),
  fc.record({ ...fixed, by: fc.constant('welcome') }),
  fc.record({
    ...fixed,
    by: fc.constant('birthday'),
    given: fc.constantFrom('on-the-day', 'with-first-sale'),
    daysBefore: fc.integer({ min: 0, max: 10 }),
    daysAfter: fc.integer({ min: 0, max: 10 }),
  }),
  fc.record({ ...common, by: fc.constant('referral'), newMemberPoints: points, referrerPoints: points }),
)

const expiry = fc.oneof(
  fc.constant({ kind: 'none' }),
  fc.record({ kind: fc.constant('fixed-date'), monthDay, plusYears: fc.integer({ min: 0, max: 1 }) }),
  fc.record({ kind: fc.constant('months-after-award'), months: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ kind: fc.constant('inactivity'), months: fc.integer({ min: 1, max: 8 }) }),
)

const benefit = fc.oneof(
  fc.record({ kind: fc.constant('amount'), amountMinor: amount }),
  tidy(
    fc.record({
      kind: fc.constant('percent'),
      percent: fc.integer({ min: 1, max: 100 }),
      capMinor: maybe(amount),
    }),
  ),
  fc.record({ kind: fc.constant('product'), productCode: fc.constant('A'), name, quantity: fc.constant(1) }),
  fc.record({ kind: fc.constant('text'), text: name }),
)

const tiers = fc
  .uniqueArray(fc.integer({ min: 0, max: 600 }), { maxLength: 3, size: 'max' })
  .chain((thresholds) =>
    fc.tuple(
      ...thresholds.map((fromPoints, index) =>
        tidy(
          fc.record({
            tierId: fc.constant(tierIds[index]),
            name,
            fromPoints: fc.constant(fromPoints),
            fromSpendingMinor: maybe(amount),
            multiplierPercent: fc.integer({ min: 100, max: 300 }),
            billDiscountPercent: maybe(fc.integer({ min: 0, max: 30 })),
          }),
        ),
      ),
    ),
  )

const review = fc.oneof(
  fc.record({ kind: fc.constant('yearly'), monthDay }),
  fc.record({ kind: fc.constant('months-after'), months: fc.integer({ min: 1, max: 8 }) }),
)

const reward = tidy(
  fc.record({
    rewardId: fc.constant('present'),
    name,
    unitId: maybe(fc.constantFrom(...unitIds)),
    costPoints: fc.integer({ min: 0, max: 200 }),
    gives: fc.oneof(benefit, fc.constant({ kind: 'voucher', voucherKindId: 'gift' })),
    when: maybe(validity),
    stock: maybe(fc.integer({ min: 0, max: 3 })),
    perMemberMax: maybe(fc.integer({ min: 1, max: 2 })),
  }),
)

const classes = ['points-into-money', 'rewards', 'vouchers', 'tier-discount', 'outside-discount'] as const

/** A program whose rules are free; `ruleCountMax` bounds them. */
export const arbitraryProgram = (ruleCountMax = 6): fc.Arbitrary<ProgramDocument> =>
  tidy(
    fc.record({
      programId: fc.constant('any'),
      version: fc.constant(1),
      name,
      currency: fc.constant({ code: 'VND', exponent: 0 }),
      timeZone: fc.constant('Asia/Ho_Chi_Minh'),
      validFrom: fc.constant('2026-01-01'),
      cardPrefix: fc.constant('20'),
      units: fc.tuple(expiry, expiry).map(([first, second]) => [
        {
          unitId: 'points',
          name: { vi: 'điểm', en: 'points' },
          kind: 'points',
          expiry: first,
          reminderDaysBefore: [7],
        },
        { unitId: 'stamps', name: { vi: 'tem', en: 'stamps' }, kind: 'stamps', expiry: second },
      ]),
      awardRules: fc
        .array(tidy(rule), { minLength: 1, maxLength: ruleCountMax })
        .map((rules) => rules.map((each, index) => ({ ruleId: `rule-${index}`, ...each }))),
      campaigns: maybe(
        fc
          .array(
            tidy(
              fc.record({
                name,
                multiplierPercent: fc.integer({ min: 100, max: 300 }),
                when: maybe(validity),
                minimumBillMinor: maybe(amount),
                aroundBirthday: maybe(fc.constant({ daysBefore: 3, daysAfter: 3 })),
              }),
            ),
            { maxLength: 3 },
          )
          .map((all) => all.map((each, index) => ({ campaignId: `campaign-${index}`, ...each }))),
      ),
      stacking: maybe(fc.constantFrom('multiply', 'add', 'highest')),
      awardLimits: maybe(limits.map((each) => [{ unitId: 'points', limits: each }])),
      tiers,
      tierPeriod: maybe(
        tidy(
          fc.record({
            over: fc.oneof(
              fc.constant({ kind: 'lifetime' }),
              fc.record({ kind: fc.constant('rolling'), months: fc.integer({ min: 1, max: 12 }) }),
            ),
            review: maybe(review),
            downgrade: fc.constantFrom('never', 'one-step', 'to-level'),
            graceDays: maybe(fc.integer({ min: 0, max: 30 })),
          }),
        ),
      ),
      pointsIntoMoney: fc.option(
        fc.record({
          everyPoints: fc.constantFrom(1, 5, 10, 50),
          amountMinor: fc.integer({ min: 1, max: 3_000 }),
          minimumPoints: fc.integer({ min: 0, max: 60 }),
          billShareMaxPercent: fc.integer({ min: 1, max: 100 }),
        }),
      ),
      rewards: reward.map((each) => [each]),
      voucherKinds: benefit.map((gives) => [
        { voucherKindId: 'gift', name: nameValue, gives, validDays: 30 },
      ]),
      combination: maybe(
        fc.record({
          notTogether: fc.array(
            fc.record({ one: fc.constantFrom(...classes), other: fc.constantFrom(...classes) }),
            { maxLength: 2 },
          ),
          perBillMax: fc.integer({ min: 1, max: 3 }),
        }),
      ),
      transfers: maybe(fc.constant({ minimumPoints: 1, maximumPointsPerMonth: 200 })),
      refunds: fc
        .constantFrom('negative-balance', 'from-next-award', 'manager')
        .map((shortfall) => ({ shortfall })),
      adjustments: fc.constant({ withoutApprovalPoints: 50, maximumPoints: 500 }),
    }),
  ).map((document) => programDocument.parse(document))
