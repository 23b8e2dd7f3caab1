import { addDays, daysBetween } from '../../shared/lib/calendar.ts'
import type { Chance } from './chance.ts'
import { sampleTerminalIds } from './sample-chain.ts'
import type { Habit } from './sample-members.ts'

/** First days of the lunar new year (Tết): the weeks before it are the year's best, the days of it the quietest. */
const tetDays = [
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
]

/** From Sunday. */
const weekdayWeights = [1.6, 0.9, 0.9, 1, 1, 1.2, 1.7]

/** Of each hour from 7 to 21: lunch and the way home. */
const firstHour = 7
const hourWeights = [0.5, 0.9, 1, 1.1, 1.7, 1.8, 1, 0.7, 0.8, 1.2, 2, 2.3, 1.9, 1.2, 0.6]

export type Visit = { at: number; day: string; habit: Habit; terminalId: string; billMinor: number }

/** All visits of a period in the order of time. Ho Chi Minh City is seven hours ahead of UTC, the whole year. */
export function makeVisits(
  chance: Chance,
  habits: readonly Habit[],
  period: { firstDay: string; dayCount: number },
): Visit[] {
  const days = Array.from({ length: period.dayCount }, (_, index) => addDays(period.firstDay, index))
  const weights = days.map(dayWeight)
  const sums: number[] = []
  for (const weight of weights) sums.push((sums.at(-1) ?? 0) + weight)
  const visits = habits.flatMap((habit) => {
    const from = Math.max(0, daysBetween(period.firstDay, habit.member.enrolledOn))
    const months = (period.dayCount - from) / 30
    const count = 1 + Math.floor(habit.visitsPerMonth * months * (0.7 + 0.6 * chance.next()))
    return Array.from({ length: count }, () => makeVisit(chance, habit, pickDay(chance, days, sums, from)))
  })
  return visits.sort((a, b) => a.at - b.at || (a.habit.member.memberId < b.habit.member.memberId ? -1 : 1))
}

function makeVisit(chance: Chance, habit: Habit, day: string): Visit {
  const hour = firstHour + chance.weighted(hourWeights)
  const second = hour * 3_600 + chance.between(0, 3_599)
  const at = Date.parse(`${day}T00:00:00+07:00`) + second * 1_000
  const terminalId = chance.next() < 0.92 ? habit.homeTerminal : chance.pick(sampleTerminalIds)
  // Bills spread to the right: many small ones, some of several times the typical one.
  const spread = Math.exp((chance.next() + chance.next() + chance.next() - 1.5) * 1.1)
  const billMinor = Math.max(12_000, Math.round((habit.typicalBillMinor * spread) / 1_000) * 1_000)
  return { at, day, habit, terminalId, billMinor }
}

function pickDay(chance: Chance, days: readonly string[], sums: readonly number[], from: number): string {
  const before = sums[from - 1] ?? 0
  const target = before + chance.next() * ((sums.at(-1) ?? 0) - before)
  let [low, high] = [from, days.length - 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((sums[middle] ?? 0) > target) high = middle
    else low = middle + 1
  }
  return days[low] ?? days[0] ?? ''
}

function dayWeight(day: string): number {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  const nearest = tetDays.map((tet) => daysBetween(day, tet)).find((away) => away >= -3 && away <= 24)
  const season = nearest === undefined ? 1 : nearest <= 0 ? 0.15 : 1.3 + (24 - nearest) / 18
  return (weekdayWeights[weekday] ?? 1) * season
}
