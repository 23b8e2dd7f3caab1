import fc from 'fast-check'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import type { Scenario, ScenarioEvent } from '../../shared/domain/scenario/scenario.ts'
import { arbitraryProgram } from './arbitrary-program.ts'

/** A month or a year of a small shop: three members, all kinds of events, days that only go forward. */

const member = fc.constantFrom('an', 'binh', 'chi')
const saleName = fc.integer({ min: 1, max: 6 }).map((number) => `HD${number}`)
const amountMinor = fc.oneof(
  fc.integer({ min: 1, max: 5_000_000 }),
  fc.integer({ min: 1, max: 50 }).map((blocks) => blocks * 100_000),
)
const lines = fc.array(
  fc.record({
    productCode: fc.constantFrom('A', 'B', 'C'),
    category: fc.constantFrom('food', 'wine', 'book'),
    quantity: fc.integer({ min: 1, max: 5 }),
    amountMinor: fc.integer({ min: 1, max: 900_000 }),
  }),
  { minLength: 1, maxLength: 4 },
)

const sale = fc
  .record({
    event: fc.constant('sale' as const),
    member,
    sale: saleName,
    amountMinor,
    lines: fc.option(lines, { nil: undefined }),
    outsideDiscountMinor: fc.option(fc.integer({ min: 0, max: 200_000 }), { nil: undefined }),
  })
  .map(({ lines: sold, outsideDiscountMinor, ...rest }) => ({
    ...rest,
    ...(outsideDiscountMinor !== undefined && { outsideDiscountMinor }),
    ...(sold && { lines: sold, amountMinor: sold.reduce((sum, line) => sum + line.amountMinor, 0) }),
  }))

const what = fc.oneof(
  { weight: 8, arbitrary: sale },
  {
    weight: 2,
    arbitrary: fc.record({
      event: fc.constant('redeem' as const),
      member,
      points: fc.oneof(
        { weight: 5, arbitrary: fc.integer({ min: 1, max: 8 }).map((tens) => tens * 50) },
        { weight: 1, arbitrary: fc.integer({ min: -1, max: 400 }) },
      ),
      billMinor: amountMinor,
      sale: saleName,
    }),
  },
  fc.record({
    event: fc.constant('redeem' as const),
    member,
    reward: fc.constant('present'),
    billMinor: amountMinor,
    sale: saleName,
  }),
  fc.record({
    event: fc.constant('redeem' as const),
    member,
    voucher: fc.constant('gift'),
    billMinor: amountMinor,
    sale: saleName,
  }),
  fc.record({ event: fc.constant('activity' as const), member, activity: fc.constant('survey') }),
  fc.record({ event: fc.constant('enroll' as const), member }),
  { weight: 2, arbitrary: fc.record({ event: fc.constant('refund' as const), sale: saleName }) },
  {
    weight: 2,
    arbitrary: fc.record({ event: fc.constant('refund' as const), sale: saleName, amountMinor }),
  },
  fc.record({
    event: fc.constant('refund' as const),
    sale: saleName,
    lines: fc.array(
      fc.record({ line: fc.integer({ min: 1, max: 3 }), quantity: fc.integer({ min: 1, max: 3 }) }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      event: fc.constant('reverse' as const),
      of: fc.integer({ min: 1, max: 20 }).map((number) => `e${number}`),
    }),
  },
  fc.record({
    event: fc.constant('transfer' as const),
    member,
    to: member,
    points: fc.integer({ min: 1, max: 200 }),
  }),
  fc.record({
    event: fc.constant('adjust' as const),
    member,
    points: fc.integer({ min: -100, max: 600 }),
    reason: fc.constant('mistake'),
    approver: fc.constant('lan'),
  }),
  fc.record({ event: fc.constant('close-day' as const) }),
)

type Generated = typeof what extends fc.Arbitrary<infer Value> ? Value : never

/** Mostly gives a sale a name of its own, and lets refunds and reversals name something that came before. */
function named(event: Generated, chance: number, index: number): Generated {
  if (chance % 10 === 0) return event
  if (event.event === 'sale') return { ...event, sale: `S${index % 4}-${Math.floor(index / 4)}` }
  const before = index === 0 ? 0 : chance % index
  if (event.event === 'refund') return { ...event, sale: `S${before % 4}-${Math.floor(before / 4)}` }
  if (event.event === 'redeem')
    return { ...event, sale: `S${(index + 1) % 4}-${Math.floor((index + 1) / 4)}` }
  return event.event === 'reverse' ? { ...event, of: `e${before + 1}` } : event
}

export const arbitraryEvents = (countMax = 20): fc.Arbitrary<ScenarioEvent[]> =>
  fc
    .array(fc.tuple(what, fc.nat(), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 23 })), {
      minLength: 1,
      maxLength: countMax,
      size: 'max',
    })
    .map((all) => {
      let at = Date.UTC(2026, 0, 10)
      return all.map(([generated, chance, days, hour], index): ScenarioEvent => {
        const event = named(generated, chance, index)
        at += days * 86_400_000
        const on = new Date(at).toISOString().slice(0, 10)
        if (event.event === 'close-day') return { ...event, on }
        return { ...event, on, at: `${String(hour).padStart(2, '0')}:30`, store: 'hn1' }
      })
    })

export const members = [
  { member: 'an', birthday: '03-01', opening: [{ points: 300, expiresOn: '2026-06-30' }, { points: 50 }] },
  { member: 'binh', birthday: '02-29', referrer: 'an' },
  { member: 'chi', referrer: 'binh' },
]

export const arbitraryScenario = (
  program: fc.Arbitrary<ProgramDocument> = arbitraryProgram(),
  countMax = 20,
): fc.Arbitrary<Scenario> =>
  fc.record({ program, events: arbitraryEvents(countMax) }).map((given) => ({ ...given, members }))
