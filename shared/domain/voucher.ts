import { z } from 'zod'
import { addDays } from '../lib/calendar.ts'
import { sha256Hex } from '../lib/hash.ts'
import { checkDigitOf } from './card.ts'
import { amountMinorField, localText, programKey } from './field.ts'
import { benefit } from './reward.ts'
import { validity } from './validity.ts'

/** A kind of single-use right: what it brings, how long it holds. */
export const voucherKind = z.strictObject({
  voucherKindId: programKey,
  name: localText,
  gives: benefit,
  /** The day of issue and so many days after it. */
  validDays: z.int().min(0).max(3_650),
  minimumBillMinor: amountMinorField.optional(),
  when: validity.optional(),
})
export type VoucherKind = z.infer<typeof voucherKind>

/** 13 digits, so that any reader and any typing mode carries it. */
export const voucherCode = z.string().regex(/^\d{13}$/)

/** A voucher's life in a posting (one step) and in a standing (the sum of steps). */
export const voucherMove = z.strictObject({
  code: voucherCode,
  voucherKindId: programKey,
  /** Last usable day. */
  validTo: z.string().max(10),
  issued: z.int().min(-1).max(1),
  used: z.int().min(-1).max(1),
})
export type VoucherMove = z.infer<typeof voucherMove>

/**
 * The code of the `index`-th voucher that a posting issues. Twelve digits from the hash of the posting's id, which holds
 * 74 random bits (UUID v7), so that a code can be made offline and not be guessed; 98 and 99 are coupon prefixes (GS1).
 */
export function voucherCodeOf(postingId: string, index: number): string {
  const number = BigInt(`0x${sha256Hex(`${postingId}/${index}`).slice(0, 15)}`) % 10_000_000_000n
  const firstTwelve = `99${String(number).padStart(10, '0')}`
  return firstTwelve + checkDigitOf(firstTwelve)
}

/** The moves that issue vouchers of these kinds with one posting; kinds that the program does not know are left out. */
export function issueVouchers(input: {
  postingId: string
  businessDate: string
  voucherKindIds: readonly string[]
  kinds: readonly VoucherKind[]
}): VoucherMove[] {
  return input.voucherKindIds.flatMap((voucherKindId, index) => {
    const kind = input.kinds.find((candidate) => candidate.voucherKindId === voucherKindId)
    if (!kind) return []
    const validTo = addDays(input.businessDate, kind.validDays)
    return [{ code: voucherCodeOf(input.postingId, index), voucherKindId, validTo, issued: 1, used: 0 }]
  })
}
