import { expect, test } from 'vitest'
import { parsePhone } from './phone.ts'

const phoneOf = (text: string) => {
  const parsed = parsePhone(text)
  return parsed.ok ? parsed.value : parsed.refusal.code
}

test('every way to write a Vietnamese number gives one number', () => {
  for (const text of ['0912345678', '+84 912 345 678', '84912345678', '0912.345.678', '0084912345678'])
    expect(phoneOf(text)).toBe('+84912345678')
})

test('numbers of eleven digits of before 2018 are mapped', () => {
  expect(phoneOf('01681234567')).toBe('+84381234567')
  expect(phoneOf('+841201234567')).toBe('+84701234567')
  expect(phoneOf('841991234567')).toBe('+84591234567')
})

test('what is no number is refused, however long', () => {
  expect(phoneOf('12')).toBe('phone-not-understood')
  expect(phoneOf('abc')).toBe('phone-not-understood')
  expect(phoneOf('0'.repeat(7000))).toBe('phone-not-understood')
})
