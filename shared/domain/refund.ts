import { z } from 'zod'
import { addDays } from '../lib/calendar.ts'
import { floorMultiplyDivide } from '../lib/integer.ts'
import { ok } from '../lib/result.ts'
import type { ExplanationStep } from './explanation.ts'
import { amountMinorField, businessDateField, quantityField } from './field.ts'
import { amountMinorMax, lineCountMax } from './limits.ts'
import type { Occasion } from './occasion.ts'
import { type Posting, posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { type Decision, refuseWith } from './refusal.ts'
import type { TakenBack } from './standing.ts'
import { type ShortfallApproval, type TakeBackBasis, takeBack } from './take-back.ts'

/** The sale that goes back: its value before discounts, and all postings that it caused, the award first. */
export const refundedSale = z.strictObject({
  amountMinor: z.int().min(1).max(amountMinorMax),
  businessDate: businessDateField,
  lines: z
    .array(z.strictObject({ quantity: quantityField.min(1), amountMinor: amountMinorField }))
    .max(lineCountMax)
    .optional(),
  postings: z.array(posting).min(1).max(101),
})
export type RefundedSale = z.infer<typeof refundedSale>

/** What comes back: all that is left; a part of the value before discounts; or so many pieces of lines (from 0). */
export const refundWant = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('whole') }),
  z.strictObject({ kind: z.literal('amount'), amountMinor: z.int() }),
  z.strictObject({
    kind: z.literal('lines'),
    lines: z
      .array(z.strictObject({ line: z.int().min(0), quantity: z.int() }))
      .min(1)
      .max(lineCountMax),
  }),
])
export type RefundWant = z.infer<typeof refundWant>

export type RefundInput = {
  postingId: string
  memberId: string
  sale: RefundedSale
  want: RefundWant
  basis: TakeBackBasis
  occasion: Occasion
  program: ProgramDocument
  approval?: ShortfallApproval | undefined
}

export type RefundDecision = {
  posting: Posting
  /** What came back now, in the sale's value before discounts. */
  returnedMinor: number
  shortfallPoints: number
  steps: ExplanationStep[]
}

/**
 * Decides what a refund takes back and gives back, in proportion to the amount returned; any number of parts sums to the
 * whole, to the point. `refund-shortfall` asks for a manager where the program leaves it to one.
 */
export function decideRefund(input: RefundInput): Decision<RefundDecision> {
  const { sale, basis, occasion, program } = input
  const withinDays = program.refunds?.withinDays
  if (withinDays !== undefined && occasion.businessDate > addDays(sale.businessDate, withinDays))
    return refuseWith('refund-too-late', { withinDays })
  const beforeMinor = basis.takenBack?.minor ?? 0
  const returned = returnedMinorOf(input, sale.amountMinor - beforeMinor)
  if (!returned.ok) return returned
  const remainingMinor = sale.amountMinor - beforeMinor
  if (returned.value <= 0 && remainingMinor > 0) return refuseWith('refund-amount-not-positive')
  if (returned.value > remainingMinor || remainingMinor <= 0)
    return refuseWith('refund-above-sale', { remainingMinor, amountMinor: sale.amountMinor })
  const part = { ofMinor: sale.amountMinor, beforeMinor, afterMinor: beforeMinor + returned.value }
  const { approval } = input
  const back = takeBack({ ...input, postings: sale.postings, part, approval })
  if (back.shortfallPoints > 0 && program.refunds?.shortfall === 'manager' && !approval)
    return refuseWith('refund-shortfall', { shortfallPoints: back.shortfallPoints })
  return ok({
    posting: withLines(back.posting, input.want),
    returnedMinor: returned.value,
    shortfallPoints: back.shortfallPoints,
    steps: back.steps,
  })
}

function returnedMinorOf(input: RefundInput, remainingMinor: number): Decision<number> {
  switch (input.want.kind) {
    case 'whole':
      return ok(remainingMinor)
    case 'amount':
      return ok(input.want.amountMinor)
    case 'lines':
      return linesMinorOf(input, input.want.lines)
  }
}

/** The value of pieces of lines. Pieces that come back one by one sum to the line, to the đồng. */
function linesMinorOf(
  input: RefundInput,
  wanted: readonly { line: number; quantity: number }[],
): Decision<number> {
  let sumMinor = 0
  const seen = new Map((input.basis.takenBack?.lines ?? []).map((each) => [each.line, each.quantity]))
  for (const { line, quantity } of wanted) {
    const sold = input.sale.lines?.[line]
    if (!sold) return refuseWith('refund-line-unknown', { line: line + 1 })
    if (quantity <= 0) return refuseWith('refund-amount-not-positive')
    const before = seen.get(line) ?? 0
    if (before + quantity > sold.quantity)
      return refuseWith('refund-above-line', { line: line + 1, remainingQuantity: sold.quantity - before })
    sumMinor +=
      floorMultiplyDivide(sold.amountMinor, before + quantity, sold.quantity) -
      floorMultiplyDivide(sold.amountMinor, before, sold.quantity)
    seen.set(line, before + quantity)
  }
  return ok(sumMinor)
}

function withLines(posting: Posting, want: RefundWant): Posting {
  if (want.kind !== 'lines' || !posting.reverses) return posting
  const sums = new Map<number, number>()
  for (const { line, quantity } of want.lines) sums.set(line, (sums.get(line) ?? 0) + quantity)
  const lines = [...sums].sort(([a], [b]) => a - b).map(([line, quantity]) => ({ line, quantity }))
  return { ...posting, reverses: posting.reverses.map((each): TakenBack => ({ ...each, lines })) }
}
