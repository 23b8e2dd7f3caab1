import { z } from 'zod'
import { addDays, addMonths, type BusinessDate } from '../lib/calendar.ts'

/**
 * A sum that a rule needs to know of the past, for one period: points by a rule on a day, vouchers in a year. Periods
 * are written so that they compare as text: `2026-11-21`, `2026-11`, `2026`, or `all`.
 */
export const tally = z.strictObject({ key: z.string().max(120), period: z.string().max(10), amount: z.int() })
export type Tally = z.infer<typeof tally>

export type Period = 'day' | 'month' | 'year' | 'all'

export function periodOf(period: Period, date: BusinessDate): string {
  const length: Record<Period, number> = { day: 10, month: 7, year: 4, all: 0 }
  return period === 'all' ? 'all' : date.slice(0, length[period])
}

export const tallied = (tallies: readonly Tally[] | undefined, key: string, period: string): number =>
  tallies?.find((candidate) => candidate.key === key && candidate.period === period)?.amount ?? 0

/** Sums tallies by key and period. A sum of 0 is the same as none, so that no order of adding shows. */
export function addTallies(tallies: readonly Tally[], more: readonly Tally[]): Tally[] {
  if (more.length === 0) return [...tallies]
  const sums = new Map<string, Tally>()
  for (const each of [...tallies, ...more]) {
    const name = `${each.key}|${each.period}`
    sums.set(name, { ...each, amount: (sums.get(name)?.amount ?? 0) + each.amount })
  }
  return [...sums.entries()]
    .filter(([, each]) => each.amount !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, each]) => each)
}

/** Leaves out what no decision will look at again: days after a week, months and years after the next. */
export function pruneTallies(tallies: readonly Tally[], asOf: BusinessDate): Tally[] {
  const firstDay = addDays(asOf, -8)
  const firstMonth = addMonths(asOf, -1).slice(0, 7)
  const firstYear = String(Number(asOf.slice(0, 4)) - 1)
  const firstOf = (period: string): string =>
    period.length === 10 ? firstDay : period.length === 7 ? firstMonth : firstYear
  return tallies.filter((each) => each.period === 'all' || each.period >= firstOf(each.period))
}

export const negateTallies = (tallies: readonly Tally[]): Tally[] =>
  tallies.map((each) => ({ ...each, amount: -each.amount }))
