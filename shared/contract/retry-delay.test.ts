import { expect, test } from 'vitest'
import { retryDelayMs } from './retry-delay.ts'

const longest = () => 0.999_999

test('the ceiling doubles from one second to one minute and stays there', () => {
  const delays = [1, 2, 3, 6, 7, 50, 5_000].map((failures) =>
    retryDelayMs({ failures, retryAfterMs: null, random: longest }),
  )
  expect(delays).toEqual([999, 1_999, 3_999, 31_999, 59_999, 59_999, 59_999])
})

test('the jitter is full: a lucky terminal tries again at once', () => {
  expect(retryDelayMs({ failures: 9, retryAfterMs: null, random: () => 0 })).toBe(0)
})

test('what head office asked for is the least', () => {
  expect(retryDelayMs({ failures: 1, retryAfterMs: 7_000, random: () => 0 })).toBe(7_000)
  expect(retryDelayMs({ failures: 1, retryAfterMs: 7_000, random: longest })).toBe(7_999)
})
