import { expect, test } from 'vitest'
import { decideAward } from '../../shared/domain/award.ts'
import type { ExplanationStep } from '../../shared/domain/explanation.ts'
import { programDocument } from '../../shared/domain/program.ts'
import { decideRedeem } from '../../shared/domain/redeem.ts'
import { explanationSentences } from './explanation-sentence.ts'
import { makeFormats } from './formats.ts'
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

async function sentences(language: Language, steps: ExplanationStep[]): Promise<string[]> {
  const { t: translate } = await startLanguage(language)
  const formats = makeFormats({
    language,
    translate,
    currency: program.currency,
    timeZone: program.timeZone,
  })
  return explanationSentences(steps, program, { language, translate, formats })
}

test('an award is told as it was computed, in both languages', async () => {
  const sale = { amountMinor: 250_000, paidWithPointsMinor: 30_000, receiptNumber: 'A1' }
  const basis = { memberVersion: 1, tierId: 'vang' }
  const decided = decideAward({ postingId: 'p', memberId: 'm', sale, basis, program })
  const steps = decided.ok ? decided.value.steps : []
  expect(await sentences('vi', steps)).toEqual([
    'Hoá đơn 250.000 đ, trừ 30.000 đ đã trả bằng điểm, tính điểm trên 220.000 đ.',
    'Mỗi 10.000 đ được 1 điểm, hạng Vàng nhân 1,5: 33 điểm, bỏ phần lẻ.',
  ])
  expect(await sentences('en', steps)).toEqual([
    'Bill of 250,000 đ less 30,000 đ paid with points; 220,000 đ earns points.',
    'Each 10,000 đ gives 1 point, times 1.5 for Gold: 33 points, fractions dropped.',
  ])
})

test('a redeem names its lots while they are few, and counts them when they are many', async () => {
  const redeem = (lots: { lotId: string; points: number; expiresOn: string | null }[]) => {
    const usablePoints = lots.reduce((sum, lot) => sum + lot.points, 0)
    const basis = { memberVersion: 1, usablePoints, lots }
    const decided = decideRedeem({
      postingId: 'p',
      memberId: 'm',
      points: 300,
      billMinor: 250_000,
      basis,
      program,
    })
    return decided.ok ? decided.value.steps : []
  }
  const two = redeem([
    { lotId: 'a', points: 250, expiresOn: '2026-12-31' },
    { lotId: 'b', points: 250, expiresOn: null },
  ])
  expect(await sentences('vi', two)).toEqual([
    'Mỗi 100 điểm giảm 10.000 đ: 300 điểm giảm 30.000 đ.',
    'Lấy 250 điểm hết hạn ngày 31/12/2026.',
    'Lấy 50 điểm không có hạn dùng.',
  ])
  const many = redeem(
    Array.from({ length: 6 }, (_, index) => ({ lotId: String(index), points: 50, expiresOn: null })),
  )
  expect(await sentences('en', many)).toEqual([
    'Each 100 points take 10,000 đ off: 300 points take 30,000 đ off.',
    'Taken from 6 earlier awards, soonest to expire first.',
  ])
})
