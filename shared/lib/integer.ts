import { assert } from './assert.ts'

/** floor(dividend x multiplier / divisor), exact for any safe integers: the product is taken as a bigint. */
export function floorMultiplyDivide(factor: number, multiplier: number, divisor: number): number {
  assert(Number.isSafeInteger(factor) && Number.isSafeInteger(multiplier), 'factors are safe integers')
  assert(Number.isSafeInteger(divisor) && divisor > 0, 'divisor is a positive safe integer')
  const product = BigInt(factor) * BigInt(multiplier)
  const quotient = product / BigInt(divisor)
  const isBelowZeroWithRest = product < 0n && product % BigInt(divisor) !== 0n
  return toSafeInteger(isBelowZeroWithRest ? quotient - 1n : quotient)
}

/** floor(dividend / divisor) for safe integers, divisor > 0. */
export const floorDivide = (dividend: number, divisor: number): number =>
  floorMultiplyDivide(dividend, 1, divisor)

/** ceil(dividend / divisor) for safe integers, divisor > 0. */
export const ceilDivide = (dividend: number, divisor: number): number => -floorDivide(-dividend, divisor) + 0

/**
 * Splits `total` >= 0 over `weights` >= 0 so that the parts sum to `total` exactly (largest remainder,
 * also called Hamilton's method; ties go to the earlier part). All weights zero: the first part takes all.
 */
export function allocateByLargestRemainder(total: number, weights: readonly number[]): number[] {
  assert(total >= 0 && weights.every((weight) => weight >= 0), 'total and weights are not negative')
  if (weights.length === 0) return []
  const weightSum = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (weightSum === 0n) return weights.map((_, index) => (index === 0 ? total : 0))
  const shares = weights.map((weight, index) => {
    const product = BigInt(total) * BigInt(weight)
    return { index, whole: toSafeInteger(product / weightSum), rest: product % weightSum }
  })
  const missing = total - shares.reduce((sum, share) => sum + share.whole, 0)
  const byRest = [...shares].sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  )
  for (const share of byRest.slice(0, missing)) share.whole += 1
  return shares.map((share) => share.whole)
}

/** A bigint that must fit a safe integer; throws when it does not. */
export function toSafeInteger(value: bigint): number {
  const number = Number(value)
  assert(Number.isSafeInteger(number), `${value} is a safe integer`)
  return number
}
