import { expect, test } from 'vitest'
import { parseAmountMinor, parseReceiptNumber, sale } from './sale.ts'

const amountOf = (text: string, exponent = 0) => {
  const parsed = parseAmountMinor(text, exponent)
  return parsed.ok ? parsed.value : parsed.refusal.code
}

test('đồng are whole; dots, commas and spaces only group', () => {
  expect(amountOf('250000')).toBe(250_000)
  expect(amountOf(' 250.000 ')).toBe(250_000)
  expect(amountOf('1,250,000')).toBe(1_250_000)
  expect(amountOf('1 250 000')).toBe(1_250_000)
  expect(amountOf('1000000000000')).toBe(1_000_000_000_000)
})

test('bad amounts are refused by what is wrong with them', () => {
  expect(amountOf('')).toBe('amount-missing')
  expect(amountOf('0')).toBe('amount-not-positive')
  expect(amountOf('-5000')).toBe('amount-not-positive')
  expect(amountOf('2,5')).toBe('amount-not-whole')
  expect(amountOf('1e3')).toBe('amount-not-whole')
  expect(amountOf('٣٠٠')).toBe('amount-not-whole')
  expect(amountOf('1000000000001')).toBe('amount-too-large')
  expect(amountOf('9'.repeat(400))).toBe('amount-too-large')
})

test('a currency with two minor digits reads the last dot or comma as decimal', () => {
  expect(amountOf('12.50', 2)).toBe(1_250)
  expect(amountOf('1,234.5', 2)).toBe(123_450)
  expect(amountOf('12', 2)).toBe(1_200)
  expect(amountOf('1.234', 2)).toBe(123_400)
})

test('one receipt has one name', () => {
  expect(parseReceiptNumber(' hd 00123\n')).toEqual({ ok: true, value: 'HD00123' })
  expect(parseReceiptNumber('\u200b').ok).toBe(false)
  expect(parseReceiptNumber('x'.repeat(33)).ok).toBe(false)
})

test('a receipt number that is accepted fits the fact that will hold it', () => {
  for (const text of ['😀'.repeat(17), 'ﬃ'.repeat(20), '0'.repeat(33)])
    expect(parseReceiptNumber(text)).toMatchObject({ refusal: { code: 'receipt-number-too-long' } })
  for (const text of ['😀'.repeat(16), '0'.repeat(32)]) {
    const parsed = parseReceiptNumber(text)
    expect(parsed.ok && sale.shape.receiptNumber.safeParse(parsed.value).success).toBe(true)
  }
})
