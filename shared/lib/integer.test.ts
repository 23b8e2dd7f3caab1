import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocateByLargestRemainder, ceilDivide, floorDivide, floorMultiplyDivide } from './integer.ts'

test('division is floored, also below zero, and exact where a float product would not be', () => {
  expect(floorDivide(7, 2)).toBe(3)
  expect(floorDivide(-7, 2)).toBe(-4)
  expect(floorDivide(-8, 2)).toBe(-4)
  expect(ceilDivide(7, 2)).toBe(4)
  expect(ceilDivide(0, 2)).toBe(0)
  expect(floorMultiplyDivide(999_999_999_999, 99_999, 100_000)).toBe(999_989_999_999)
})

test('a result beyond 2^53 is a bug, not a rounded number', () => {
  expect(() => floorMultiplyDivide(Number.MAX_SAFE_INTEGER, 2, 1)).toThrow('safe integer')
})

test('parts of an allocation sum to the whole and differ from their share by less than one', () => {
  const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(fc.nat(1_000_000_000), weights, (total, parts) => {
      const shares = allocateByLargestRemainder(total, parts)
      const weightSum = parts.reduce((sum, part) => sum + part, 0)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total)
      if (weightSum > 0)
        shares.forEach((share, index) => {
          expect(Math.abs(share - (total * (parts[index] ?? 0)) / weightSum)).toBeLessThan(1 + 1e-6)
        })
    }),
  )
})

test('equal remainders go to the earlier part', () => {
  expect(allocateByLargestRemainder(10, [1, 1, 1])).toEqual([4, 3, 3])
  expect(allocateByLargestRemainder(5, [0, 0])).toEqual([5, 0])
})
