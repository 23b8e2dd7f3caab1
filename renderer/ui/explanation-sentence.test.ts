import { expect, test } from 'vitest'
import { decideAward } from '../../shared/domain/award.ts'
import type { ExplanationStep } from '../../shared/domain/explanation.ts'
import { programDocument } from '../../shared/domain/program.ts'
import { decideRedeem } from '../../shared/domain/redeem.ts'
import type { Lot } from '../../shared/domain/standing.ts'
import { explanationSentences } from './explanation-sentence.ts'
import { type Language, startLanguage } from './language.ts'

const program = programDocument.parse({
  programId: 'test',
  version: 1,
  name: { vi: 'Thử', en: 'Test' },
  currency: { code: 'VND', exponent: 0 },
  timeZone: 'Asia/Ho_Chi_Minh',
  validFrom: '2026-01-01',
  cardPrefix: '29',
  awardRules: [{ ruleId: 'bill', by: 'bill', everyMinor: 10_000, points: 1, rounding: 'linear-floor' }],
  tiers: [{ tierId: 'vang', name: { vi: 'Vàng', en: 'Gold' }, fromPoints: 0, multiplierPercent: 150 }],
  pointsIntoMoney: { everyPoints: 100, amountMinor: 10_000, minimumPoints: 100, billShareMaxPercent: 50 },
})

const occasion = { businessDate: '2026-11-21', minuteOfDay: 600, storeId: 's1' }

async function sentences(language: Language, steps: ExplanationStep[]): Promise<string[]> {
  const { t: translate } = await startLanguage(language)
  return explanationSentences(steps, program, { language, translate })
}

test('an award is told as it was computed, in both languages', async () => {
  const sale = { amountMinor: 250_000, paidWithPointsMinor: 30_000, receiptNumber: 'A1' }
  const basis = { memberVersion: 1, tierId: 'vang' }
  const decided = decideAward({ postingId: 'p', memberId: 'm', sale, occasion, basis, program })
  const steps = decided.ok ? decided.value.steps : []
  expect(await sentences('vi', steps)).toEqual([
    'Hoá đơn 250.000 đ, trừ phần trả bằng điểm 30.000 đ; phần được tính là 220.000 đ.',
    'Mỗi 10.000 đ được 1 điểm, tính trên 220.000 đ, nhân hệ số Vàng 150%: 33 điểm.',
    'Cộng 33 điểm (điểm không hết hạn).',
    'Tính vào xét hạng: 33 điểm.',
  ])
  expect(await sentences('en', steps)).toEqual([
    'Of the bill of 250,000 đ, points paid 30,000 đ; 220,000 đ counts.',
    'Each 10,000 đ gives 1 point, on 220,000 đ, multiplied by Gold 150%: 33 points.',
    '33 points added (without an end).',
    'Counts towards tiers: 33 points.',
  ])
})

test('a redeem names its lots while they are few, and counts them when they are many', async () => {
  const redeem = (lots: Lot[]) => {
    const usablePoints = lots.reduce((sum, lot) => sum + lot.points, 0)
    const basis = { memberVersion: 1, tierId: null, usablePoints, lots }
    const decided = decideRedeem({
      postingId: 'p',
      memberId: 'm',
      points: 300,
      billMinor: 250_000,
      onBill: [],
      occasion,
      basis,
      program,
    })
    return decided.ok ? decided.value.steps : []
  }
  const two = redeem([
    { lotId: 'a', unitId: 'points', points: 250, expiresOn: '2026-12-31' },
    { lotId: 'b', unitId: 'points', points: 250, expiresOn: null },
  ])
  expect(await sentences('vi', two)).toEqual([
    'Mỗi 100 điểm giảm 10.000 đ: dùng 300 điểm, giảm 30.000 đ.',
    'Trừ 250 điểm (điểm dùng đến hết ngày 31/12/2026).',
    'Trừ 50 điểm (điểm không hết hạn).',
  ])
  const many = redeem(
    Array.from({ length: 6 }, (_, index) => ({
      lotId: String(index),
      unitId: 'points',
      points: 50,
      expiresOn: null,
    })),
  )
  expect(await sentences('en', many)).toEqual([
    'Each 100 points take 10,000 đ off: 300 points take 30,000 đ off.',
    'Taken from 6 earlier awards, soonest to expire first.',
  ])
})
