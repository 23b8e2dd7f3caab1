import { describe, expect, test } from 'vitest'
import {
  atNoon,
  billRule,
  decided,
  newMemberBasis,
  play,
  refused,
  sampleProgram,
  sampleSale,
  tierOf,
} from '../../tests/support/sample-program.ts'
import { decideAward } from './award.ts'
import { sentencesIn } from './explanation-text.ts'
import { movedPoints } from './posting.ts'
import { decideRedeem, redeemMaxPoints } from './redeem.ts'
import { programTerms } from './terms.ts'
import { tierAt } from './tier.ts'
import { isOpen } from './validity.ts'

const award = (program = sampleProgram(), sale = sampleSale(250_000), basis = newMemberBasis) =>
  decideAward({ postingId: 'p1', memberId: 'an', sale, occasion: atNoon('2026-03-02'), basis, program })

const pointsOf = (decision: ReturnType<typeof award>): number =>
  decision.ok ? movedPoints(decision.value.posting) : 0

describe('decision 1: a bill discount is spread over the lines by largest remainder before a scoped rule looks', () => {
  const lines = [
    { productCode: 'A', category: 'food', quantity: 1, amountMinor: 100 },
    { productCode: 'B', category: 'food', quantity: 1, amountMinor: 100 },
    { productCode: 'C', category: 'wine', quantity: 1, amountMinor: 100 },
  ]
  const scoped = (scope: object) =>
    sampleProgram({ awardRules: [{ ...billRule, everyMinor: 1, points: 1, scope } as typeof billRule] })

  test('200 off three lines of 100 leaves 33, 33 and 34: the first lines take the remainders', () => {
    const sale = sampleSale(300, { outsideDiscountMinor: 200, lines })
    expect(pointsOf(award(scoped({ products: ['A'] }), sale))).toBe(33)
    expect(pointsOf(award(scoped({ products: ['B'] }), sale))).toBe(33)
    expect(pointsOf(award(scoped({ products: ['C'] }), sale))).toBe(34)
    expect(pointsOf(award(scoped({}), sale))).toBe(100)
  })

  test('categories, exclusions and sales without lines', () => {
    const sale = sampleSale(300, { lines })
    expect(pointsOf(award(scoped({ categories: ['food'] }), sale))).toBe(200)
    expect(pointsOf(award(scoped({ categories: ['food'], excludeProducts: ['B'] }), sale))).toBe(100)
    expect(pointsOf(award(scoped({ excludeCategories: ['wine'] }), sale))).toBe(200)
    expect(pointsOf(award(scoped({ categories: ['food'] }), sampleSale(300)))).toBe(0)
    expect(
      pointsOf(award(scoped({ categories: ['food'], withoutLines: 'whole-bill' }), sampleSale(300))),
    ).toBe(300)
    expect(refused(award(scoped({ withoutLines: 'refuse' }), sampleSale(300))).code).toBe('sale-needs-lines')
  })

  test('lines that do not sum to the bill are refused with both sums', () => {
    expect(refused(award(sampleProgram(), sampleSale(301, { lines })))).toEqual({
      code: 'sale-lines-differ',
      values: { amountMinor: 301, linesMinor: 300 },
    })
  })
})

test('decision 2: points of this sale cannot be spent in it', () => {
  const { events } = play(sampleProgram(), [
    { event: 'sale', on: '2026-03-01', member: 'an', sale: 'HD1', amountMinor: 5_000_000 },
    { event: 'redeem', on: '2026-03-01', member: 'an', sale: 'HD1', points: 100, billMinor: 5_000_000 },
    { event: 'redeem', on: '2026-03-01', member: 'an', sale: 'HD2', points: 100, billMinor: 5_000_000 },
  ])
  expect(events[1]?.refusal).toEqual({
    code: 'redeem-above-usable',
    values: { usablePoints: 0, largestPoints: 0 },
  })
  expect(events[2]?.outcome).toBe('done')
})

test('decision 2: nor can older points lower a bill whose award was computed already', () => {
  const { events } = play(
    sampleProgram(),
    [
      { event: 'sale', on: '2026-03-01', member: 'an', sale: 'HD1', amountMinor: 200_000 },
      { event: 'redeem', on: '2026-03-01', member: 'an', sale: 'HD1', points: 100, billMinor: 200_000 },
      { event: 'refund', on: '2026-03-02', sale: 'HD1' },
    ],
    [{ member: 'an', opening: [{ points: 100 }] }],
  )
  expect(events[1]?.refusal?.code).toBe('receipt-number-used')
  expect(events[2]?.balances).toEqual({ points: 100 })
})

describe('decision 3: the part of a bill paid with points, vouchers or tier discount earns nothing', () => {
  test('points and vouchers', () => {
    const sale = sampleSale(300_000, { paidWithPointsMinor: 60_000, paidWithVouchersMinor: 50_000 })
    expect(pointsOf(award(sampleProgram(), sale))).toBe(10)
  })

  test('the tier discount', () => {
    const program = sampleProgram({ tiers: [tierOf('gold', 1_000, { billDiscountPercent: 10 })] })
    const value = decided(award(program, sampleSale(1_000_000), { memberVersion: 1, tierId: 'gold' }))
    expect(value.tierDiscountMinor).toBe(100_000)
    expect(movedPoints(value.posting)).toBe(90)
  })

  test('a bill paid wholly with points is no order and no visit', () => {
    const program = sampleProgram({
      awardRules: [
        { ruleId: 'order', by: 'order', points: 100 },
        { ruleId: 'visit', by: 'visit', points: 1 },
      ],
    })
    expect(pointsOf(award(program, sampleSale(100_000)))).toBe(101)
    expect(refused(award(program, sampleSale(100_000, { paidWithPointsMinor: 100_000 }))).code).toBe(
      'award-nothing',
    )
  })
})

describe('decision 4: more than usable is refused with the usable number, nothing is clamped', () => {
  const redeem = (points: number, billMinor = 1_000_000, usablePoints = 1_250) =>
    decideRedeem({
      postingId: 'r1',
      memberId: 'an',
      points,
      billMinor,
      onBill: [],
      occasion: atNoon('2026-03-02'),
      basis: {
        memberVersion: 1,
        tierId: null,
        usablePoints,
        lots: [{ lotId: 'a/points', unitId: 'points', points: usablePoints, expiresOn: null }],
      },
      program: sampleProgram(),
    })

  test('refusals carry their numbers, and the maximum that the screen offers is accepted', () => {
    expect(refused(redeem(1_300))).toEqual({
      code: 'redeem-above-usable',
      values: { usablePoints: 1_250, largestPoints: 1_200 },
    })
    expect(redeemMaxPoints({ billMinor: 1_000_000, usablePoints: 1_250, program: sampleProgram() })).toBe(
      1_200,
    )
    expect(decided(redeem(1_200)).discountMinor).toBe(120_000)
  })

  test('one point above the usable number is too many, the usable number is not', () => {
    const program = sampleProgram({
      pointsIntoMoney: { everyPoints: 1, amountMinor: 1, minimumPoints: 1, billShareMaxPercent: 100 },
    })
    const opening = [{ points: 1_250 }]
    const ask = (points: number) =>
      play(
        program,
        [{ event: 'redeem', on: '2026-03-01', member: 'an', points, billMinor: 100_000 }],
        [{ member: 'an', opening }],
      ).events[0]?.refusal
    expect(ask(1_251)).toEqual({
      code: 'redeem-above-usable',
      values: { usablePoints: 1_250, largestPoints: 1_250 },
    })
    expect(ask(1_250)).toBeUndefined()
  })

  test('minimum, step, share of the bill, whole numbers', () => {
    expect(refused(redeem(50)).code).toBe('redeem-below-minimum')
    expect(refused(redeem(150)).code).toBe('redeem-not-a-step')
    expect(refused(redeem(0.5)).code).toBe('redeem-points-not-whole')
    expect(refused(redeem(0)).code).toBe('redeem-points-missing')
    expect(refused(redeem(200, 30_000))).toEqual({
      code: 'redeem-above-bill-share',
      values: { percent: 50, largestPoints: 100 },
    })
    expect(decided(redeem(100, 20_000)).discountMinor).toBe(10_000)
  })
})

describe('decision 5: rounding is per rule over its whole base, never per line; multipliers come before the one rounding', () => {
  test('whole-blocks gives 20 and linear-floor 25 for 250,000 at 10 per 100,000', () => {
    expect(pointsOf(award())).toBe(20)
    const linear = sampleProgram({
      awardRules: [{ ...billRule, rounding: 'linear-floor' } as typeof billRule],
    })
    expect(pointsOf(award(linear))).toBe(25)
  })

  test('two lines of 50,000 make one whole block', () => {
    const line = { productCode: 'A', quantity: 1, amountMinor: 50_000 }
    expect(pointsOf(award(sampleProgram(), sampleSale(100_000, { lines: [line, line] })))).toBe(10)
  })

  test('a multiplier of 150 % on 1 point per 10,000 linear gives 3 for 25,000 (3.75), not 2 x 1.5', () => {
    const program = sampleProgram({
      awardRules: [
        { ...billRule, everyMinor: 10_000, points: 1, rounding: 'linear-floor' } as typeof billRule,
      ],
      tiers: [tierOf('gold', 0, { multiplierPercent: 150 })],
    })
    expect(pointsOf(award(program, sampleSale(25_000), { memberVersion: 1, tierId: 'gold' }))).toBe(3)
    expect(pointsOf(award(program, sampleSale(27_000), { memberVersion: 1, tierId: 'gold' }))).toBe(4)
  })

  test('stacking of 150 % and 200 %: multiply 300, add 250, highest 200', () => {
    const campaigns = [{ campaignId: 'double', name: { vi: 'x2', en: 'x2' }, multiplierPercent: 200 }]
    const tiers = [tierOf('gold', 0, { multiplierPercent: 150 })]
    const points = (stacking: 'multiply' | 'add' | 'highest') =>
      pointsOf(
        award(sampleProgram({ campaigns, tiers, stacking }), sampleSale(100_000), {
          memberVersion: 1,
          tierId: 'gold',
        }),
      )
    expect([points('multiply'), points('add'), points('highest')]).toEqual([30, 25, 20])
  })
})

test('decision 6: a threshold is reached at >=', () => {
  const program = sampleProgram({
    tiers: [tierOf('silver', 500), tierOf('gold', 1_000, { fromSpendingMinor: 9 })],
  })
  expect(tierAt(program, 499)).toBeUndefined()
  expect(tierAt(program, 500)?.tierId).toBe('silver')
  expect(tierAt(program, { points: 1_000, spendingMinor: 8 })?.tierId).toBe('silver')
  expect(tierAt(program, { points: 1_000, spendingMinor: 9 })?.tierId).toBe('gold')
  const minimum = sampleProgram({
    awardRules: [{ ruleId: 'order', by: 'order', points: 5, minimumBillMinor: 200_000 }],
  })
  expect(pointsOf(award(minimum, sampleSale(199_999)))).toBe(0)
  expect(pointsOf(award(minimum, sampleSale(200_000)))).toBe(5)
})

test('decision 7: the tier before the sale decides its multiplier and discount; an upgrade shows at once', () => {
  const program = sampleProgram({
    tiers: [tierOf('gold', 100, { multiplierPercent: 200, billDiscountPercent: 10 })],
  })
  const { events } = play(program, [
    { event: 'sale', on: '2026-03-01', member: 'an', sale: 'HD1', amountMinor: 1_000_000 },
    { event: 'sale', on: '2026-03-02', member: 'an', sale: 'HD2', amountMinor: 1_000_000 },
  ])
  expect(events[0]).toMatchObject({ awarded: { points: 100 }, discountMinor: 0, tier: 'gold' })
  expect(events[1]).toMatchObject({ awarded: { points: 180 }, discountMinor: 100_000, tier: 'gold' })
})

test('decision 8: both directions are named with a live example', () => {
  const { vi, en } = programTerms(sampleProgram())
  expect(vi.join('\n')).toContain('Mỗi 100.000 đ được 10 điểm')
  expect(vi.join('\n')).toContain('Mỗi 100 điểm giảm 10.000 đ')
  expect(en.join('\n')).toContain('Each 100,000 đ gives 10 points')
  expect(en.join('\n')).toContain('Each 100 points take 10,000 đ off')
  expect(sentencesIn('vi', decided(award()).steps, sampleProgram())[1]).toContain(
    'Mỗi 100.000 đ được 10 điểm',
  )
})

describe('decision 9: a refund takes the award back in proportion and gives redeemed points to their own lots', () => {
  const sale = { event: 'sale', on: '2026-03-01', member: 'an', sale: 'HD1', amountMinor: 300_000 }
  const part = (amountMinor: number, sale = 'HD1') => ({
    event: 'refund',
    on: '2026-03-02',
    sale,
    amountMinor,
  })

  test('three parts of 7 % , 55 % and the rest sum to the whole, to the point', () => {
    const { events } = play(sampleProgram(), [sale, part(21_000), part(165_000), part(114_000)])
    expect(events.slice(1).map((event) => event.takenBack.points)).toEqual([2, 16, 12])
    expect(events.at(-1)?.balances).toEqual({ points: 0 })
    expect(play(sampleProgram(), [sale, part(300_001)]).events[1]?.refusal?.code).toBe('refund-above-sale')
  })

  test('redeemed points return to their own lots with their own dates, the latest first', () => {
    const program = sampleProgram()
    const opening = [
      { points: 100, expiresOn: '2026-06-30' },
      { points: 100, expiresOn: '2026-12-31' },
    ]
    const { events } = play(
      program,
      [
        { event: 'redeem', on: '2026-03-01', member: 'an', sale: 'HD2', points: 200, billMinor: 100_000 },
        { event: 'sale', on: '2026-03-01', member: 'an', sale: 'HD2', amountMinor: 100_000 },
        part(50_000, 'HD2'),
        part(50_000, 'HD2'),
      ],
      [{ member: 'an', opening }],
    )
    expect(events[2]?.lots).toEqual([
      { lotId: 'opening-2/points', unitId: 'points', points: 100, expiresOn: '2026-12-31' },
    ])
    expect(events[3]?.lots).toEqual([
      { lotId: 'opening-1/points', unitId: 'points', points: 100, expiresOn: '2026-06-30' },
    ])
  })

  const spent = [
    { ...sale, amountMinor: 1_000_000 },
    { event: 'redeem', on: '2026-03-02', member: 'an', points: 100, billMinor: 1_000_000 },
  ]
  const whole = { event: 'refund', on: '2026-03-03', sale: 'HD1' }
  const next = { ...sale, sale: 'HD9', on: '2026-03-04' }

  test('shortfall by program: negative balance', () => {
    const { events } = play(sampleProgram({ refunds: { shortfall: 'negative-balance' } }), [
      ...spent,
      whole,
      next,
    ])
    expect(events[2]).toMatchObject({ shortfallPoints: 100, balances: { points: -100 } })
    expect(events[3]?.balances).toEqual({ points: -70 })
  })

  test('shortfall by program: from the next award', () => {
    const { events } = play(sampleProgram({ refunds: { shortfall: 'from-next-award' } }), [
      ...spent,
      whole,
      next,
    ])
    expect(events[2]).toMatchObject({ balances: { points: 0 }, owed: { points: 100 } })
    expect(events[3]).toMatchObject({ balances: { points: 0 }, owed: { points: 70 } })
  })

  test("shortfall by program: manager's decision", () => {
    const program = sampleProgram({ refunds: { shortfall: 'manager' } })
    const approval = { approverId: 'lan', shortfall: 'forgive' }
    const { events } = play(program, [...spent, whole, { ...whole, approval }])
    expect(events[2]?.refusal).toEqual({ code: 'refund-shortfall', values: { shortfallPoints: 100 } })
    expect(events[3]).toMatchObject({ outcome: 'done', balances: { points: 0 } })
  })
})

test('decision 10: lots are used soonest-to-expire first and the posting names them', () => {
  const opening = [
    { points: 100, expiresOn: null },
    { points: 150, expiresOn: '2027-01-31' },
    { points: 30, expiresOn: '2026-05-31' },
  ]
  const redeem = { event: 'redeem', on: '2026-05-31', member: 'an', points: 200, billMinor: 1_000_000 }
  const { events } = play(sampleProgram(), [redeem], [{ member: 'an', opening }])
  expect(events[0]?.lots.map((lot) => [lot.expiresOn, lot.points])).toEqual([
    ['2026-05-31', -30],
    ['2027-01-31', -150],
    [null, -20],
  ])
})

test('decision 11: integers only; another currency carries its exponent', () => {
  const dollars = sampleProgram({
    currency: { code: 'USD', exponent: 2 },
    awardRules: [{ ...billRule, everyMinor: 100, points: 1 } as typeof billRule],
  })
  const value = decided(award(dollars, sampleSale(1_250)))
  expect(movedPoints(value.posting)).toBe(12)
  expect(sentencesIn('en', value.steps, dollars)[0]).toBe('The bill of 12.50 USD counts in full.')
})

describe('decision 12: dates are business dates of the store; windows include both ends', () => {
  test('dates', () => {
    const window = { from: '2026-04-28', to: '2026-05-03' }
    const open = (date: string): boolean => isOpen(window, atNoon(date), null)
    expect(['2026-04-27', '2026-04-28', '2026-05-03', '2026-05-04'].map(open)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  test('hours, over midnight too', () => {
    const open = (hours: { from: string; to: string }, minuteOfDay: number): boolean =>
      isOpen({ hours: [hours] }, { ...atNoon('2026-04-28'), minuteOfDay }, null)
    expect([419, 420, 540, 541].map((at) => open({ from: '07:00', to: '09:00' }, at))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect([1_319, 1_320, 120, 121].map((at) => open({ from: '22:00', to: '02:00' }, at))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  test('weekdays, stores and tiers', () => {
    expect(isOpen({ weekdays: ['sat'] }, atNoon('2026-11-21'), null)).toBe(true)
    expect(isOpen({ weekdays: ['sun'] }, atNoon('2026-11-21'), null)).toBe(false)
    expect(isOpen({ stores: ['hn1'] }, atNoon('2026-11-21'), null)).toBe(true)
    expect(isOpen({ stores: ['hcm'] }, atNoon('2026-11-21'), null)).toBe(false)
    expect(isOpen({ tiers: ['gold'] }, atNoon('2026-11-21'), 'gold')).toBe(true)
    expect(isOpen({ tiers: ['gold'] }, atNoon('2026-11-21'), null)).toBe(false)
  })

  test("a lot's last day is usable, and it ends at that day's close", () => {
    const program = sampleProgram({
      units: [
        {
          unitId: 'points',
          name: { vi: 'điểm', en: 'points' },
          kind: 'points',
          expiry: { kind: 'months-after-award', months: 1 },
        },
      ],
    })
    const sale = { event: 'sale', on: '2026-01-31', member: 'an', sale: 'HD1', amountMinor: 2_000_000 }
    const redeem = { event: 'redeem', member: 'an', points: 100, billMinor: 1_000_000 }
    const { events } = play(program, [
      sale,
      { event: 'close-day', on: '2026-02-27' },
      { ...redeem, on: '2026-02-28' },
      { event: 'close-day', on: '2026-02-28' },
      { event: 'close-day', on: '2026-02-28' },
      { ...redeem, on: '2026-03-01' },
    ])
    expect(events.map((event) => event.expired.points)).toEqual([0, 0, 0, 100, 0, 0])
    expect(events[2]?.outcome).toBe('done')
    expect(events[5]?.refusal?.code).toBe('redeem-above-usable')
  })
})
