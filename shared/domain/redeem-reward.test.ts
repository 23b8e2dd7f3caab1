import { describe, expect, test } from 'vitest'
import { play, sampleProgram, tierOf } from '../../tests/support/sample-program.ts'
import type { Reward } from './reward.ts'

const name = { vi: 'Quà', en: 'Present' }
const reward = (gives: Reward['gives'], more: Partial<Reward> = {}): Reward => ({
  rewardId: 'present',
  name,
  costPoints: 10,
  gives,
  ...more,
})
const rich = [
  { member: 'an', opening: [{ points: 1_000 }] },
  { member: 'binh', opening: [{ points: 1_000 }] },
]
const redeem = { event: 'redeem', on: '2026-03-01', member: 'an', reward: 'present', billMinor: 100_000 }
const codes = (outcome: ReturnType<typeof play>): string[] =>
  outcome.events.map((event) => event.refusal?.code ?? 'done')

describe('what a reward takes off', () => {
  const discount = (gives: Reward['gives'], billMinor: number) =>
    play(sampleProgram({ rewards: [reward(gives)] }), [{ ...redeem, billMinor }], rich).events[0]
      ?.discountMinor

  test('a fixed amount, never more than the bill: no change is given', () => {
    expect(discount({ kind: 'amount', amountMinor: 30_000 }, 100_000)).toBe(30_000)
    expect(discount({ kind: 'amount', amountMinor: 30_000 }, 20_000)).toBe(20_000)
  })

  test('a percentage, rounded down, with a cap', () => {
    expect(discount({ kind: 'percent', percent: 15 }, 99_999)).toBe(14_999)
    expect(discount({ kind: 'percent', percent: 15, capMinor: 10_000 }, 99_999)).toBe(10_000)
  })
})

test('stock is shared by all members, the number per member is not', () => {
  const other = { ...redeem, member: 'binh' }
  const stocked = sampleProgram({ rewards: [reward({ kind: 'text', text: name }, { stock: 2 })] })
  expect(codes(play(stocked, [redeem, other, redeem], rich))).toEqual(['done', 'done', 'reward-out-of-stock'])
  const limited = sampleProgram({ rewards: [reward({ kind: 'text', text: name }, { perMemberMax: 1 })] })
  expect(codes(play(limited, [redeem, redeem, other], rich))).toEqual(['done', 'reward-member-limit', 'done'])
})

test('dates, tiers, stores and a minimum bill are conditions', () => {
  const program = sampleProgram({
    tiers: [tierOf('gold', 500)],
    rewards: [
      reward(
        { kind: 'amount', amountMinor: 1 },
        {
          when: { from: '2026-03-01', to: '2026-03-02', tiers: ['gold'], stores: ['hn1'] },
          minimumBillMinor: 50_000,
        },
      ),
    ],
  })
  const gold = [{ member: 'an', opening: [{ points: 1_000 }], tierPoints: 500 }]
  const here = { ...redeem, store: 'hn1' }
  expect(
    codes(
      play(
        program,
        [
          here,
          { ...here, on: '2026-03-03' },
          { ...here, store: 'hcm' },
          { ...here, billMinor: 49_999 },
          { ...here, on: '2026-03-02', billMinor: 50_000 },
        ],
        gold,
      ),
    ),
  ).toEqual(['done', 'reward-not-now', 'reward-not-now', 'reward-needs-bill', 'done'])
  expect(codes(play(program, [here], rich))).toEqual(['reward-not-now'])
})

describe('vouchers', () => {
  const program = sampleProgram({
    rewards: [reward({ kind: 'voucher', voucherKindId: 'gift' })],
    voucherKinds: [
      { voucherKindId: 'gift', name, gives: { kind: 'amount', amountMinor: 20_000 }, validDays: 10 },
    ],
  })
  const use = { event: 'redeem', on: '2026-03-11', member: 'an', voucher: 'gift', billMinor: 100_000 }

  test('are used once, up to their last day, by their own member', () => {
    expect(codes(play(program, [redeem, use, use], rich))).toEqual(['done', 'done', 'voucher-used'])
    expect(codes(play(program, [redeem, { ...use, on: '2026-03-12' }], rich))).toEqual([
      'done',
      'voucher-ended',
    ])
    expect(codes(play(program, [redeem, { ...use, member: 'binh' }], rich))).toEqual([
      'done',
      'voucher-unknown',
    ])
  })

  test('come back when the sale on which they were used comes back whole', () => {
    const outcome = play(
      program,
      [
        redeem,
        { ...use, sale: 'HD1' },
        { event: 'sale', on: '2026-03-11', member: 'an', sale: 'HD1', amountMinor: 320_000 },
        { event: 'refund', on: '2026-03-11', sale: 'HD1', amountMinor: 160_000 },
        { event: 'refund', on: '2026-03-11', sale: 'HD1' },
        use,
      ],
      rich,
    )
    expect(outcome.events.map((event) => event.awarded.points)).toEqual([0, 0, 30, 0, 0, 0])
    expect(outcome.events[3]?.vouchers).toEqual([])
    expect(outcome.events[4]?.vouchers).toMatchObject([{ used: -1 }])
    expect(outcome.events[5]?.outcome).toBe('done')
  })

  test('have codes of 13 digits with a check digit that nobody needs to make up', () => {
    const [voucher] = play(program, [redeem], rich).events[0]?.vouchers ?? []
    expect(voucher?.code).toMatch(/^99\d{11}$/)
  })
})

test('combination rules refuse what does not go together, and more than a bill may have', () => {
  const program = sampleProgram({
    rewards: [reward({ kind: 'amount', amountMinor: 1_000 })],
    combination: { notTogether: [{ one: 'points-into-money', other: 'outside-discount' }], perBillMax: 1 },
  })
  const points = { event: 'redeem', on: '2026-03-01', member: 'an', points: 100, billMinor: 100_000 }
  const outcome = play(
    program,
    [
      { ...points, onBill: ['outside-discount'] },
      { ...points, sale: 'HD1' },
      { ...redeem, sale: 'HD1' },
    ],
    rich,
  )
  expect(outcome.events.map((event) => event.refusal)).toEqual([
    { code: 'redeem-not-together', values: { with: 'outside-discount' } },
    undefined,
    { code: 'redeem-bill-full', values: { perBillMax: 1 } },
  ])
})

test('a tier discount that does not go with points paid is not given', () => {
  const program = sampleProgram({
    tiers: [tierOf('gold', 500, { billDiscountPercent: 10 })],
    combination: { notTogether: [{ one: 'tier-discount', other: 'points-into-money' }] },
  })
  const gold = [{ member: 'an', opening: [{ points: 1_000 }], tierPoints: 500 }]
  const sale = { event: 'sale', on: '2026-03-01', member: 'an', amountMinor: 100_000 }
  const outcome = play(
    program,
    [
      { ...sale, sale: 'HD1' },
      { event: 'redeem', on: '2026-03-01', member: 'an', points: 100, billMinor: 100_000, sale: 'HD2' },
      { ...sale, sale: 'HD2' },
    ],
    gold,
  )
  expect(outcome.events.map((event) => event.discountMinor)).toEqual([10_000, 10_000, 0])
})
