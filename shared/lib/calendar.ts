import { assert } from './assert.ts'

/** A calendar day `YYYY-MM-DD` in a store's own time zone; compares as a string. */
export type BusinessDate = string

const dayMs = 86_400_000

/** The calendar day on which a moment (ms since 1970, UTC) falls in an IANA time zone. */
export function businessDateAt(momentMs: number, timeZone: string): BusinessDate {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(momentMs)
  assert(/^\d{4}-\d{2}-\d{2}$/.test(parts), `${parts} is a calendar day`)
  return parts
}

/** The wall clock in an IANA time zone at a moment (ms since 1970, UTC), as minutes since midnight. */
export function minuteOfDayAt(momentMs: number, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const [hour, minute] = clock.format(momentMs).split(':').map(Number)
  assert(hour !== undefined && minute !== undefined, 'a clock has hours and minutes')
  return hour * 60 + minute
}

/** Whole days from one day to a later one; negative when `to` is earlier. */
export const daysBetween = (from: BusinessDate, to: BusinessDate): number =>
  Math.round((utcMidnight(to) - utcMidnight(from)) / dayMs)

/** The day `days` after `date` (before, when negative). */
export const addDays = (date: BusinessDate, days: number): BusinessDate =>
  new Date(utcMidnight(date) + days * dayMs).toISOString().slice(0, 10)

/** The same day `months` later; the last day of that month where it has no such day (31 January + 1 = 28 February). */
export function addMonths(date: BusinessDate, months: number): BusinessDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(day, lastDay))
  return first.toISOString().slice(0, 10)
}

const utcMidnight = (date: BusinessDate): number => Date.parse(`${date}T00:00:00Z`)
