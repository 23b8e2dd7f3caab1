import { z } from 'zod'
import { ok } from '../lib/result.ts'
import { programKey } from './field.ts'
import { amountMinorMax, lineCountMax, quantityMax, receiptNumberCharactersMax } from './limits.ts'
import { type Decision, refuseWith } from './refusal.ts'

const amount = z.int().min(0).max(amountMinorMax)

export const saleLine = z.strictObject({
  productCode: z.string().min(1).max(60),
  category: z.string().min(1).max(60).optional(),
  /** Pieces, nights, kilometres, grams: whole numbers. */
  quantity: z.int().min(1).max(quantityMax),
  /** The line's price before any discount of the bill. */
  amountMinor: amount,
})
export type SaleLine = z.infer<typeof saleLine>

/** What the till sold: the cause of an award. `receiptNumber` is unique per store and business date. */
export const sale = z.strictObject({
  /** The goods' value before discounts; with lines, their sum. */
  amountMinor: z.int().min(1).max(amountMinorMax),
  /** Taken off by the shop, outside this program. */
  outsideDiscountMinor: amount.optional(),
  paidWithVouchersMinor: amount.optional(),
  /** The part of the bill that points have paid already; it earns nothing. */
  paidWithPointsMinor: amount,
  /** Rewards and voucher kinds used on this bill, by name: what combination rules look at. */
  rewardIds: z.array(programKey).max(100).optional(),
  receiptNumber: z.string().min(1).max(receiptNumberCharactersMax),
  lines: z.array(saleLine).min(1).max(lineCountMax).optional(),
})
export type Sale = z.infer<typeof sale>

/**
 * A typed amount in minor units. `exponent` 0 (đồng): dots, commas and spaces only group by three, so "250.000" is
 * 250,000 and "2,5" is refused. With an exponent the last dot or comma before at most `exponent` digits is decimal.
 */
export function parseAmountMinor(text: string, exponent: number): Decision<number> {
  const trimmed = text.trim()
  if (trimmed === '') return refuseWith('amount-missing')
  const isNegative = trimmed.startsWith('-')
  const unsigned = trimmed.replace(/^[-+]/, '')
  const decimal = exponent > 0 ? new RegExp(`^(.*?)[.,](\\d{1,${exponent}})$`).exec(unsigned) : null
  const whole = decimal?.[1] ?? unsigned
  const fraction = (decimal?.[2] ?? '').padEnd(exponent, '0')
  if (!/^\d+$|^\d{1,3}([., \u00a0]\d{3})+$/.test(whole)) return refuseWith('amount-not-whole')
  const digits = (whole + fraction).replace(/\D/g, '').replace(/^0+/, '')
  if (isNegative || digits === '') return refuseWith('amount-not-positive')
  if (digits.length > 13 || Number(digits) > amountMinorMax)
    return refuseWith('amount-too-large', { maxMinor: amountMinorMax })
  return ok(Number(digits))
}

/** A typed or scanned receipt number: trimmed, upper case, inner spaces removed, so that one receipt has one name. */
export function parseReceiptNumber(text: string): Decision<string> {
  const receiptNumber = text
    .normalize('NFC')
    .replace(/\p{C}|\s/gu, '')
    .toUpperCase()
  if (receiptNumber === '') return refuseWith('receipt-number-missing')
  // Counted as the fact's schema counts (UTF-16 units): what passes here must not fail at the record.
  if (receiptNumber.length > receiptNumberCharactersMax)
    return refuseWith('receipt-number-too-long', { charactersMax: receiptNumberCharactersMax })
  return ok(receiptNumber)
}
