import { type Result, refuse } from '../lib/result.ts'

/**
 * What a cashier, a member or a bad input can cause, as a closed list. Each code has a sentence in each
 * language (`renderer/ui/messages/*.json`, `refusal.<code>`) that says what to do next, with the refusal's values in it.
 */
export const refusalCodes = [
  'code-too-long',
  'code-not-understood',
  'card-check-digit-wrong',
  'card-of-another-program',
  'card-unknown',
  'card-blocked',
  'card-replaced',
  'member-blocked',
  'phone-not-understood',
  'phone-unknown',
  'amount-missing',
  'amount-not-whole',
  'amount-not-positive',
  'amount-too-large',
  'receipt-number-missing',
  'receipt-number-too-long',
  'receipt-number-used',
  'award-nothing',
  'award-too-large',
  'sale-lines-differ',
  'sale-needs-lines',
  'program-missing',
  'redeem-not-offered',
  'redeem-points-missing',
  'redeem-points-not-whole',
  'redeem-below-minimum',
  'redeem-not-a-step',
  'redeem-above-usable',
  'redeem-above-bill-share',
  'redeem-above-maximum',
  'redeem-not-now',
  'redeem-not-together',
  'redeem-bill-full',
  'reward-unknown',
  'reward-not-now',
  'reward-needs-bill',
  'reward-above-usable',
  'reward-out-of-stock',
  'reward-member-limit',
  'voucher-unknown',
  'voucher-used',
  'voucher-ended',
  'voucher-not-now',
  'activity-unknown',
  'activity-nothing',
  'grant-nothing',
  'refund-amount-not-positive',
  'refund-above-sale',
  'refund-line-unknown',
  'refund-above-line',
  'refund-too-late',
  'refund-shortfall',
  'reversal-of-reversal',
  'reversal-not-possible',
  'reversal-already',
  'reversal-voucher-used',
  'transfer-not-offered',
  'transfer-to-self',
  'transfer-below-minimum',
  'transfer-above-maximum',
  'transfer-above-month',
  'transfer-above-usable',
  'adjust-nothing',
  'adjust-above-maximum',
  'adjust-needs-approver',
  'adjust-below-zero',
  'unit-unknown',
  'member-unknown',
  'sale-unknown',
  'posting-unknown',
  'expire-nothing',
  'review-nothing',
  'pin-wrong',
  'not-signed-in',
  'not-recorded',
] as const

export type RefusalCode = (typeof refusalCodes)[number]

/** A refusal and the numbers that its sentence names, such as `usablePoints`. */
export type Refusal = { code: RefusalCode; values: Record<string, number | string> }

export type Decision<Value> = Result<Value, Refusal>

export const refuseWith = (code: RefusalCode, values: Refusal['values'] = {}) =>
  refuse<Refusal>({ code, values })
