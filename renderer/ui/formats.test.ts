import { expect, test } from 'vitest'
import { makeFormats } from './formats.ts'
import { type Language, startLanguage } from './language.ts'

async function formatsIn(language: Language, code = 'VND', exponent = 0) {
  const { t: translate } = await startLanguage(language)
  return makeFormats({ language, translate, currency: { code, exponent }, timeZone: 'Asia/Ho_Chi_Minh' })
}

test('đồng are written with đ in both languages, other currencies as Intl writes them', async () => {
  expect((await formatsIn('vi')).money(1_234_567)).toBe('1.234.567 đ')
  expect((await formatsIn('en')).money(1_234_567)).toBe('1,234,567 đ')
  expect((await formatsIn('en', 'USD', 2)).money(1_205)).toBe('US$12.05')
})

test('a moment is a time of day today, with its day otherwise, in the time of the store', async () => {
  const { moment } = await formatsIn('vi')
  const now = Date.parse('2026-11-21T02:20:00Z')
  expect(moment(Date.parse('2026-11-21T02:14:00Z'), now)).toBe('09:14')
  expect(moment(Date.parse('2026-11-20T16:59:00Z'), now)).toBe('23:59 20/11')
})

test('how long something waits is said in the largest unit that says enough', async () => {
  const { duration } = await formatsIn('vi')
  expect(duration(59_999)).toBe('dưới 1 phút')
  expect(duration(42 * 60_000)).toBe('42 phút')
  expect(duration(26 * 3_600_000)).toBe('26 giờ')
  expect(duration(72 * 3_600_000)).toBe('3 ngày')
  expect((await formatsIn('en')).duration(3_600_000)).toBe('1 hour')
})

test('a typed amount is grouped only where the currency has no minor unit', async () => {
  expect((await formatsIn('vi')).typedAmount('250000')).toBe('250.000')
  expect((await formatsIn('en', 'USD', 2)).typedAmount('12.50')).toBe('12.50')
})
