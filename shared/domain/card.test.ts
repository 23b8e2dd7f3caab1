import { expect, test } from 'vitest'
import { cardNumberOf, checkDigitOf, parseCardNumber } from './card.ts'

const codeOf = (text: string) => {
  const parsed = parseCardNumber(text, '29')
  return parsed.ok ? parsed.value : parsed.refusal.code
}

test("the check digit is GS1's", () => {
  expect(checkDigitOf('400638133393')).toBe('1')
  expect(checkDigitOf('590123412345')).toBe('7')
})

test('every wrong single digit is found', () => {
  const card = cardNumberOf('29', 1234)
  expect(codeOf(card)).toBe(card)
  for (let place = 0; place < 13; place += 1)
    for (let step = 1; step < 10; step += 1) {
      const wrong = (Number(card[place]) + step) % 10
      expect(codeOf(card.slice(0, place) + wrong + card.slice(place + 1))).toBe('card-check-digit-wrong')
    }
})

test('what is no card of this program says what it is', () => {
  expect(codeOf('4006381333931')).toBe('card-of-another-program')
  expect(codeOf('2'.repeat(7000))).toBe('code-too-long')
  expect(codeOf('http://x/<script>')).toBe('code-not-understood')
  expect(codeOf('\u0000\u202e🎉')).toBe('code-not-understood')
  expect(codeOf('')).toBe('code-not-understood')
})
