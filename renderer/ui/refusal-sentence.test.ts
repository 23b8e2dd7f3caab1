import { expect, test } from 'vitest'
import type { Refusal } from '../../shared/domain/refusal.ts'
import { makeFormats } from './formats.ts'
import { type Language, startLanguage } from './language.ts'
import { refusalSentence } from './refusal-sentence.ts'

async function sentence(language: Language, refusal: Refusal): Promise<string> {
  const { t: translate } = await startLanguage(language)
  const currency = { code: 'VND', exponent: 0 }
  const formats = makeFormats({ language, translate, currency, timeZone: 'Asia/Ho_Chi_Minh' })
  return refusalSentence(refusal, translate, formats)
}

test('money and points are written as each language writes them', async () => {
  const tooLarge: Refusal = { code: 'amount-too-large', values: { maxMinor: 1_000_000 } }
  expect(await sentence('vi', tooLarge)).toBe('Số tiền quá lớn, nhiều nhất là 1.000.000 đ. Xem lại hoá đơn.')
  expect(await sentence('en', tooLarge)).toBe(
    'The amount is too large; 1,000,000 đ is the most. Check the bill.',
  )
})

test('asking for more than usable names the number that works, or says that none does', async () => {
  const values = { usablePoints: 1_250, largestPoints: 1_200 }
  expect(await sentence('vi', { code: 'redeem-above-usable', values })).toBe(
    'Ở đây chỉ dùng được 1.250 điểm. Hoá đơn này dùng nhiều nhất 1.200 điểm.',
  )
  expect(
    await sentence('en', { code: 'redeem-above-usable', values: { usablePoints: 64, largestPoints: 0 } }),
  ).toBe('Only 64 points can be used here. That is too few for this bill; save them for next time.')
})

test('a replaced card without another one leads to the phone number', async () => {
  const replaced = (cardNumberEnd: string): Refusal => ({
    code: 'card-replaced',
    values: { name: 'Lan', cardNumberEnd },
  })
  expect(await sentence('vi', replaced('0005'))).toBe(
    'Thẻ này của Lan đã được thay. Hỏi thẻ mới, bốn số cuối 0005.',
  )
  expect(await sentence('vi', replaced(''))).toBe('Thẻ này của Lan đã được thay. Tìm bằng số điện thoại.')
})

test('what was not recorded says why, and what was recorded but not shown says not to repeat it', async () => {
  const reasons = [
    'not-enrolled',
    'disk-full',
    'journal-failed',
    'journal-damaged',
    'fact-too-large',
    'outcome-unknown',
    'copy-failed',
  ]
  const sentences = await Promise.all(
    reasons.map((reason) => sentence('en', { code: 'not-recorded', values: { reason } })),
  )
  expect(new Set(sentences).size).toBe(reasons.length)
  expect(sentences.at(-1)).toMatch(/Do not enter it again/)
})
