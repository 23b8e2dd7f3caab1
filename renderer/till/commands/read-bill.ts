import type { SealedFact } from '../../../shared/domain/fact.ts'
import type { Decision } from '../../../shared/domain/refusal.ts'
import { parseAmountMinor, parseReceiptNumber } from '../../../shared/domain/sale.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { TillEnv } from '../till-env.ts'
import { type Checkout, loadCheckout, loadReceiptFacts } from './load-checkout.ts'

/** A preview is shown while the receipt number is still missing; a record needs it. */
export type ReceiptNeed = 'receipt-required' | 'receipt-optional'

export type Bill = {
  checkout: Checkout
  amountMinor: number
  /** Empty where it is optional and missing. */
  receiptNumber: string
  /** What this terminal has recorded on the receipt today. */
  onReceipt: SealedFact[]
}

/** The member at the counter with the bill as typed or scanned. */
export async function readBill(
  env: TillEnv,
  input: { memberId: string; amount: string; receiptNumber: string },
  need: ReceiptNeed,
): Promise<Decision<Bill>> {
  const loaded = await loadCheckout(env, input.memberId)
  if (!loaded.ok) return loaded
  const { program, businessDate } = loaded.value
  const amount = parseAmountMinor(input.amount, program.currency.exponent)
  if (!amount.ok) return amount
  const parsed = parseReceiptNumber(input.receiptNumber)
  const isOpen = !parsed.ok && need === 'receipt-optional' && parsed.refusal.code === 'receipt-number-missing'
  if (!parsed.ok && !isOpen) return parsed
  const receiptNumber = parsed.ok ? parsed.value : ''
  const onReceipt = receiptNumber === '' ? [] : await loadReceiptFacts(env, { businessDate, receiptNumber })
  return ok({ checkout: loaded.value, amountMinor: amount.value, receiptNumber, onReceipt })
}
