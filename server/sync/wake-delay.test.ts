import { expect, test } from 'vitest'
import { exchangeEveryMs } from '../../shared/contract/limits.ts'
import { wakeDelayMs } from './wake-delay.ts'

test('the first commit after a quiet time wakes at once, whatever the number of terminals', () => {
  for (const streamCount of [1, 3, 300, 5_000])
    expect(wakeDelayMs({ streamCount, sinceLastMs: exchangeEveryMs })).toBe(50)
})

test('however often commits come, no more terminals are woken in a second than head office can answer', () => {
  expect(wakeDelayMs({ streamCount: 3, sinceLastMs: 0 })).toBe(50)
  expect(wakeDelayMs({ streamCount: 300, sinceLastMs: 0 })).toBe(3_000)
  expect(wakeDelayMs({ streamCount: 300, sinceLastMs: 2_000 })).toBe(1_000)
})

test('nobody waits longer than for the exchange that comes by itself', () => {
  expect(wakeDelayMs({ streamCount: 5_000, sinceLastMs: 0 })).toBe(exchangeEveryMs)
})
