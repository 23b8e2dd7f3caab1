import { expect, test } from 'vitest'
import { addTallies, pruneTallies } from './tally.ts'

const tally = (period: string, amount = 1) => ({ key: 'rule:a:times', period, amount })

test('eight days, the month before and the year before are still known, older ones are not', () => {
  const kept = ['2026-03-02', '2026-02', '2025', 'all'].map((period) => tally(period))
  const gone = ['2026-03-01', '2026-01', '2024'].map((period) => tally(period))
  expect(pruneTallies([...gone, ...kept], '2026-03-10')).toEqual(kept)
})

test('a sum that comes to nothing is no tally', () => {
  expect(addTallies([tally('2026', 2), tally('all')], [tally('2026', -2), tally('all', 3)])).toEqual([
    tally('all', 4),
  ])
})
