import { expect, test } from 'vitest'
import { applyPosting } from './apply-posting.ts'
import { decideAward } from './award.ts'
import { deriveAgain } from './derive.ts'
import { asKind, ledgerEntriesOf } from './posting.ts'
import { type ProgramDocument, programDocument } from './program.ts'
import { decideRedeem, redeemMaxPoints } from './redeem.ts'
import { balancePoints, emptyStanding, usableLots } from './standing.ts'
import { nextTier, tierAt } from './tier.ts'

const program: ProgramDocument = programDocument.parse({
  programId: 'test',
  version: 1,
  name: { vi: 'Thử', en: 'Test' },
  currency: { code: 'VND', exponent: 0 },
  timeZone: 'Asia/Ho_Chi_Minh',
  validFrom: '2026-01-01',
  cardPrefix: '29',
  awardRules: [{ ruleId: 'bill', by: 'bill', everyMinor: 100_000, points: 10, rounding: 'whole-blocks' }],
  tiers: [
    { tierId: 'silver', name: { vi: 'Bạc', en: 'Silver' }, fromPoints: 20, multiplierPercent: 150 },
    { tierId: 'gold', name: { vi: 'Vàng', en: 'Gold' }, fromPoints: 100, multiplierPercent: 200 },
  ],
  pointsIntoMoney: { everyPoints: 10, amountMinor: 1_000, minimumPoints: 20, billShareMaxPercent: 50 },
})

const occasion = { businessDate: '2026-11-21', minuteOfDay: 600, storeId: 's1' }

const award = (amountMinor: number, tierId: string | null = null, from = program, paidWithPointsMinor = 0) =>
  decideAward({
    postingId: 'p1',
    memberId: 'm1',
    sale: { amountMinor, paidWithPointsMinor, receiptNumber: 'R1' },
    occasion,
    basis: { memberVersion: 1, tierId },
    program: from,
  })

const awarded = (...arguments_: Parameters<typeof award>) => {
  const decision = award(...arguments_)
  return decision.ok ? (decision.value.posting.moves[0]?.points ?? 0) : decision.refusal.code
}

const linear: ProgramDocument = {
  ...program,
  awardRules: [{ ruleId: 'bill', by: 'bill', everyMinor: 100_000, points: 10, rounding: 'linear-floor' }],
}

test('whole blocks and linear rounding, as programmes.md states them', () => {
  expect(awarded(250_000)).toBe(20)
  expect(awarded(250_000, null, linear)).toBe(25)
  expect(awarded(99_999)).toBe('award-nothing')
})

test('the tier before the sale multiplies, before the one rounding', () => {
  expect(awarded(250_000, 'silver')).toBe(30)
  expect(awarded(250_000, 'silver', linear)).toBe(37)
})

test('what points have paid earns nothing', () => {
  expect(awarded(250_000, null, program, 60_000)).toBe(10)
})

test('thresholds are reached at >=, and the next tier says what is missing', () => {
  expect(tierAt(program, 19)).toBeUndefined()
  expect(tierAt(program, 20)?.tierId).toBe('silver')
  expect(nextTier(program, 20)?.missingPoints).toBe(80)
  expect(nextTier(program, 100)).toBeUndefined()
})

const lots = [
  { lotId: 'b', unitId: 'points', points: 50, expiresOn: null },
  { lotId: 'a', unitId: 'points', points: 30, expiresOn: '2026-12-31' },
]

const redeem = (points: number, billMinor = 1_000_000, usablePoints = 80) =>
  decideRedeem({
    postingId: 'p2',
    memberId: 'm1',
    points,
    billMinor,
    onBill: [],
    occasion,
    basis: { memberVersion: 1, tierId: null, usablePoints, lots },
    program,
  })

test('a redeem takes the lots that expire soonest and says how much comes off', () => {
  const decision = redeem(40)
  expect(decision.ok && decision.value.discountMinor).toBe(4_000)
  expect(decision.ok && decision.value.posting.moves.map((lot) => [lot.lotId, lot.points])).toEqual([
    ['a', -30],
    ['b', -10],
  ])
})

test('a redeem beyond what is allowed is refused with the number that would work', () => {
  const refusalOf = (...arguments_: Parameters<typeof redeem>) => {
    const decision = redeem(...arguments_)
    return decision.ok ? 'ok' : decision.refusal
  }
  expect(refusalOf(90)).toMatchObject({ code: 'redeem-above-usable', values: { usablePoints: 80 } })
  expect(refusalOf(10)).toMatchObject({ code: 'redeem-below-minimum', values: { minimumPoints: 20 } })
  expect(refusalOf(25)).toMatchObject({ code: 'redeem-not-a-step', values: { largestPoints: 80 } })
  expect(refusalOf(60, 10_000)).toMatchObject({
    code: 'redeem-above-bill-share',
    values: { largestPoints: 50 },
  })
  expect(refusalOf(0)).toMatchObject({ code: 'redeem-points-missing' })
  expect(refusalOf(1.5)).toMatchObject({ code: 'redeem-points-not-whole' })
  expect(redeemMaxPoints({ billMinor: 3_000, usablePoints: 80, program })).toBe(0)
})

test('a posting balances, moves the standing, and is derived again from its own fact', () => {
  const decision = award(250_000)
  if (!decision.ok) throw new Error('refused')
  const { posting, tierDiscountMinor, steps } = decision.value
  expect(ledgerEntriesOf(posting).reduce((sum, entry) => sum + entry.points, 0)).toBe(0)
  const standing = applyPosting(emptyStanding(), posting, program)
  expect(standing).toMatchObject({ tierId: 'silver', tierPoints: 20 })
  const body = {
    kind: 'award' as const,
    posting: asKind('award', posting),
    sale: { amountMinor: 250_000, paidWithPointsMinor: 0, receiptNumber: 'R1' },
    tierDiscountMinor,
    occasion,
    basis: { memberVersion: 1, tierId: null },
    steps,
  }
  expect(deriveAgain(body, program)).toBeUndefined()
  const moves = [{ lotId: 'p1/points', unitId: 'points', points: 21, expiresOn: null }]
  expect(deriveAgain({ ...body, posting: { ...body.posting, moves } }, program)).toBeDefined()
})

test('a redeem beyond the lots leaves a debt that the next award fills first', () => {
  const base = { memberId: 'm1', programVersion: 1, businessDate: '2026-11-21' }
  const lot = (lotId: string, points: number) => ({ lotId, unitId: 'points', points, expiresOn: null })
  const start = applyPosting(
    emptyStanding(),
    { ...base, kind: 'award', postingId: 'a', moves: [lot('a', 30)] },
    program,
  )
  const owing = applyPosting(
    start,
    { ...base, kind: 'redeem', postingId: 'r', moves: [lot('gone', -40)] },
    program,
  )
  expect(balancePoints(owing, 'points')).toBe(-10)
  const paid = applyPosting(owing, { ...base, kind: 'award', postingId: 'c', moves: [lot('c', 25)] }, program)
  expect(usableLots(paid, { unitId: 'points', businessDate: '2026-11-21' })).toEqual([lot('c', 15)])
})
