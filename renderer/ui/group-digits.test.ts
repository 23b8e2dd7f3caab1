import { expect, test } from 'vitest'
import { groupDigits } from './group-digits.ts'

test.each([
  ['', ''],
  ['2', '2'],
  ['2500', '2.500'],
  ['250.0000', '2.500.000'],
  ['250.00', '25.000'],
  ['000', '0'],
  ['0025', '25'],
])('in Vietnamese %j reads %j', (typed, shown) => {
  expect(groupDigits(typed, 'vi')).toBe(shown)
})

test('what is not only digits stays as typed, for the rules to refuse', () => {
  expect(groupDigits('2,5', 'vi')).toBe('2,5')
  expect(groupDigits('12a', 'vi')).toBe('12a')
  expect(groupDigits('-5', 'vi')).toBe('-5')
})

test('in English the mark is a comma', () => {
  expect(groupDigits('250,0000', 'en')).toBe('2,500,000')
})
