import { ok } from '../lib/result.ts'
import { scanCharactersMax } from './limits.ts'
import { type Decision, refuseWith } from './refusal.ts'

/** 13 digits with an EAN-13 check digit: only digits survive keyboard readers under Vietnamese typing modes. */
export type CardNumber = string

/**
 * The check digit of the first 12 digits of an EAN-13 (GS1 General Specifications, section 7.9: weights 1 and 3
 * from the left, up to the next multiple of ten).
 */
export function checkDigitOf(firstTwelve: string): string {
  const sum = [...firstTwelve].reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0)
  return String((10 - (sum % 10)) % 10)
}

/** The card number for a running number under a program's prefix (2 to 6 digits). */
export function cardNumberOf(prefix: string, runningNumber: number): CardNumber {
  const firstTwelve = prefix + String(runningNumber).padStart(12 - prefix.length, '0')
  return firstTwelve + checkDigitOf(firstTwelve)
}

/** A scanned or typed text as a card number of this program, or what is wrong with it. */
export function parseCardNumber(text: string, prefix: string): Decision<CardNumber> {
  if (text.length > scanCharactersMax) return refuseWith('code-too-long', { characters: text.length })
  const digits = text.replace(/[\s-]/g, '')
  if (!/^\d{13}$/.test(digits)) return refuseWith('code-not-understood', { characters: text.length })
  if (checkDigitOf(digits.slice(0, 12)) !== digits[12]) return refuseWith('card-check-digit-wrong')
  if (!digits.startsWith(prefix)) return refuseWith('card-of-another-program')
  return ok(digits)
}
