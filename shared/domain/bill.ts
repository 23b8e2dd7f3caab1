import { allocateByLargestRemainder, floorMultiplyDivide } from '../lib/integer.ts'
import { ok } from '../lib/result.ts'
import type { LineScope } from './award-rule.ts'
import { conflictOf } from './combination.ts'
import type { ExplanationStep } from './explanation.ts'
import type { ProgramDocument } from './program.ts'
import { type Decision, refuseWith } from './refusal.ts'
import type { Sale, SaleLine } from './sale.ts'
import { tierNamed } from './tier.ts'

/** A sale as award rules see it: what is left of the bill, and of each line, once discounts and points are off. */
export type Bill = {
  tierDiscountMinor: number
  baseMinor: number
  lines: { line: SaleLine; baseMinor: number }[] | undefined
}

/**
 * What of a sale may earn. The part paid with points, vouchers or the tier's discount earns nothing, nor does what the
 * shop took off. All that comes off the bill is spread over the lines by largest remainder before a rule looks at them.
 */
export function billOf(
  sale: Sale,
  tierId: string | null,
  program: ProgramDocument,
): Decision<{ bill: Bill; steps: ExplanationStep[] }> {
  const linesMinor = sale.lines?.reduce((sum, line) => sum + line.amountMinor, 0)
  if (linesMinor !== undefined && linesMinor !== sale.amountMinor)
    return refuseWith('sale-lines-differ', { amountMinor: sale.amountMinor, linesMinor })
  const discount = tierDiscount(sale, tierId, program)
  const offMinor =
    (sale.outsideDiscountMinor ?? 0) +
    discount.discountMinor +
    (sale.paidWithVouchersMinor ?? 0) +
    sale.paidWithPointsMinor
  const baseMinor = Math.max(0, sale.amountMinor - offMinor)
  const bill = { tierDiscountMinor: discount.discountMinor, baseMinor, lines: lineBases(sale, baseMinor) }
  const { outsideDiscountMinor, paidWithVouchersMinor } = sale
  const base: ExplanationStep = {
    step: 'base',
    amountMinor: sale.amountMinor,
    ...(outsideDiscountMinor && { outsideDiscountMinor }),
    ...(discount.discountMinor > 0 && { tierDiscountMinor: discount.discountMinor }),
    ...(paidWithVouchersMinor && { paidWithVouchersMinor }),
    paidWithPointsMinor: sale.paidWithPointsMinor,
    baseMinor,
  }
  return ok({ bill, steps: [...discount.steps, base] })
}

/** The standing discount of the tier before the sale, on the bill less the shop's own discount, rounded down. */
export function tierDiscount(
  sale: Sale,
  tierId: string | null,
  program: ProgramDocument,
): { discountMinor: number; steps: ExplanationStep[] } {
  const percent = tierNamed(program, tierId)?.billDiscountPercent ?? 0
  const ofMinor = Math.max(0, sale.amountMinor - (sale.outsideDiscountMinor ?? 0))
  const discountMinor = floorMultiplyDivide(ofMinor, percent, 100)
  const isAlone = conflictOf('tier-discount', namesOnBill(sale), program) === undefined
  if (tierId === null || discountMinor === 0 || !isAlone) return { discountMinor: 0, steps: [] }
  return { discountMinor, steps: [{ step: 'tier-discount', tierId, percent, ofMinor, discountMinor }] }
}

/** What already is on a bill, in the names of combination rules. */
const namesOnBill = (sale: Sale): string[] => [
  ...(sale.outsideDiscountMinor ? ['outside-discount'] : []),
  ...(sale.paidWithVouchersMinor ? ['vouchers'] : []),
  ...(sale.paidWithPointsMinor ? ['points-into-money'] : []),
  ...(sale.rewardIds ?? []),
]

function lineBases(sale: Sale, baseMinor: number): Bill['lines'] {
  if (!sale.lines) return undefined
  const offs = allocateByLargestRemainder(
    sale.amountMinor - baseMinor,
    sale.lines.map((line) => line.amountMinor),
  )
  return sale.lines.map((line, index) => ({ line, baseMinor: line.amountMinor - (offs[index] ?? 0) }))
}

/** What a rule's scope leaves of a bill; `no-lines` when it needs lines that the sale has not. */
export function scopedBill(
  bill: Bill,
  scope: LineScope | undefined,
): { baseMinor: number; quantity: number } | 'no-lines' {
  if (!bill.lines) {
    if (!scope || scope.withoutLines === 'whole-bill') return { baseMinor: bill.baseMinor, quantity: 1 }
    return scope.withoutLines === 'refuse' ? 'no-lines' : { baseMinor: 0, quantity: 0 }
  }
  const inScope = bill.lines.filter(({ line }) => !scope || isInScope(line, scope))
  return {
    baseMinor: inScope.reduce((sum, each) => sum + each.baseMinor, 0),
    quantity: inScope.reduce((sum, each) => sum + each.line.quantity, 0),
  }
}

function isInScope(line: SaleLine, scope: LineScope): boolean {
  const { products, categories, excludeProducts, excludeCategories } = scope
  const isListed =
    (!products && !categories) || has(products, line.productCode) || has(categories, line.category)
  return isListed && !has(excludeProducts, line.productCode) && !has(excludeCategories, line.category)
}

const has = (list: readonly string[] | undefined, item: string | undefined): boolean =>
  list !== undefined && item !== undefined && list.includes(item)
