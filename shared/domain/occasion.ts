import { z } from 'zod'
import { anyId, businessDateField } from './field.ts'

/** When and where a decision was made: what windows of dates, hours and stores look at. */
export const occasion = z.strictObject({
  /** The store's trading day. */
  businessDate: businessDateField,
  /** The store's wall clock, minutes since midnight. */
  minuteOfDay: z.int().min(0).max(1_439),
  /** Null for head office's own decisions and for web shops. */
  storeId: anyId.nullable(),
})
export type Occasion = z.infer<typeof occasion>

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** The weekday of a calendar day; pure arithmetic, the same in every time zone. */
export function weekdayOf(businessDate: string): Weekday {
  const daysSinceThursday = Math.floor(Date.parse(`${businessDate}T00:00:00Z`) / 86_400_000)
  return weekdays[(((daysSinceThursday + 3) % 7) + 7) % 7] ?? 'mon'
}
