import { describe, expect, test } from 'vitest'
import { play, sampleProgram, tierOf } from '../../tests/support/sample-program.ts'
import { explanationStep } from './explanation.ts'

const name = (vi: string, en: string) => ({ vi, en })

/** A program and a life in which every kind of step is taken. */
const program = sampleProgram({
  units: [
    {
      unitId: 'points',
      name: name('điểm', 'points'),
      kind: 'points',
      expiry: { kind: 'months-after-award', months: 12 },
    },
  ],
  awardRules: [
    { ruleId: 'bill', by: 'bill', everyMinor: 100_000, points: 10, rounding: 'whole-blocks' },
    {
      ruleId: 'wine',
      name: name('Rượu vang', 'Wine'),
      by: 'quantity',
      everyQuantity: 2,
      points: 3,
      rounding: 'linear-floor',
      scope: { categories: ['wine'] },
      group: 'extra',
    },
    { ruleId: 'order', by: 'order', points: 1, group: 'extra' },
    {
      ruleId: 'survey',
      name: name('Khảo sát', 'Survey'),
      by: 'activity',
      activityId: 'survey',
      points: 5,
      voucherKindId: 'gift',
      limits: { pointsPerDay: 7 },
    },
  ],
  campaigns: [{ campaignId: 'double', name: name('Ngày hội', 'Festival'), multiplierPercent: 200 }],
  tiers: [
    tierOf('gold', 40, { multiplierPercent: 150, billDiscountPercent: 10, name: name('Vàng', 'Gold') }),
  ],
  tierPeriod: {
    over: { kind: 'rolling', months: 12 },
    review: { kind: 'months-after', months: 12 },
    downgrade: 'to-level',
  },
  pointsIntoMoney: { everyPoints: 10, amountMinor: 1_000, minimumPoints: 10, billShareMaxPercent: 50 },
  rewards: [
    {
      rewardId: 'amount',
      name: name('Giảm 5.000', '5,000 off'),
      costPoints: 1,
      gives: { kind: 'amount', amountMinor: 5_000 },
    },
    {
      rewardId: 'percent',
      name: name('Giảm 10%', '10% off'),
      costPoints: 1,
      gives: { kind: 'percent', percent: 10, capMinor: 2_000 },
    },
    {
      rewardId: 'mug',
      name: name('Cốc', 'Mug'),
      costPoints: 1,
      gives: { kind: 'product', productCode: 'COC', name: name('Cốc', 'Mug'), quantity: 1 },
    },
    {
      rewardId: 'seat',
      name: name('Chỗ ngồi', 'Seat'),
      costPoints: 1,
      gives: { kind: 'text', text: name('Chỗ đẹp.', 'A good seat.') },
    },
  ],
  voucherKinds: [
    {
      voucherKindId: 'gift',
      name: name('Quà', 'Gift'),
      gives: { kind: 'text', text: name('Quà.', 'A gift.') },
      validDays: 30,
    },
  ],
  transfers: { minimumPoints: 1 },
  refunds: { shortfall: 'from-next-award' },
})

const on = '2026-03-01'
const an = { on, member: 'an' }
const lines = [
  { productCode: 'A', category: 'wine', quantity: 3, amountMinor: 300_000 },
  { productCode: 'B', quantity: 1, amountMinor: 60_000 },
]
const outcome = play(
  program,
  [
    { event: 'sale', ...an, sale: 'HD1', amountMinor: 360_000, lines, outsideDiscountMinor: 60_000 },
    { event: 'redeem', ...an, points: 10, billMinor: 300_000, sale: 'HD2' },
    { event: 'sale', ...an, sale: 'HD2', amountMinor: 300_000 },
    { event: 'activity', ...an, activity: 'survey' },
    { event: 'activity', ...an, activity: 'survey' },
    ...['amount', 'percent', 'mug', 'seat'].map((reward) => ({
      event: 'redeem',
      ...an,
      reward,
      billMinor: 100_000,
    })),
    { event: 'redeem', ...an, voucher: 'gift' },
    { event: 'adjust', ...an, points: -3, reason: 'nhập nhầm', approver: 'lan' },
    { event: 'transfer', ...an, to: 'binh', points: 100 },
    { event: 'refund', on, sale: 'HD1', amountMinor: 100_000 },
    { event: 'refund', on, sale: 'HD1' },
    { event: 'close-day', on: '2027-03-02' },
  ],
  [{ member: 'an' }, { member: 'binh' }],
)

describe('explanations as sentences', () => {
  test('every kind of step is taken in this test, and each is said in both languages', () => {
    const taken = new Set(outcome.events.flatMap((event) => event.explanation.map((step) => step.step)))
    const all = explanationStep.options.map((option) => option.shape.step.value)
    expect([...taken].sort()).toEqual([...all].sort())
    for (const { explanation, sentences } of outcome.events) {
      const said = explanation.filter((step) => step.step !== 'counted').length
      expect([sentences.vi.length, sentences.en.length]).toEqual([said, said])
      for (const sentence of [...sentences.vi, ...sentences.en])
        expect(sentence).not.toMatch(/undefined|null|NaN| {2}|^\s*$/)
    }
  })

  test('in Vietnamese as a shop would say it', () => {
    expect(outcome.events.map((event) => event.sentences.vi)).toMatchSnapshot()
  })

  test('in English', () => {
    expect(outcome.events.map((event) => event.sentences.en)).toMatchSnapshot()
  })
})
