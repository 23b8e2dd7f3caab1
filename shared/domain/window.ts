import { z } from 'zod'
import { anyId, businessDateField, programKey } from './field.ts'
import { listCountMax, tierCountMax } from './limits.ts'
import { type Occasion, weekdayOf, weekdays } from './occasion.ts'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** When, where and for whom something holds. Everything left out is no condition. Both ends are included. */
export const window = z
  .strictObject({
    from: businessDateField.optional(),
    to: businessDateField.optional(),
    weekdays: z.array(z.enum(weekdays)).min(1).max(7).optional(),
    /** Store's wall clock, `"08:00"` to `"11:30"`, the last minute included; `"22:00"` to `"02:00"` runs over midnight. */
    hours: z
      .array(z.strictObject({ from: clockTime, to: clockTime }))
      .min(1)
      .max(10)
      .optional(),
    stores: z.array(anyId).min(1).max(listCountMax).optional(),
    /** Members standing in one of these tiers before the sale. */
    tiers: z.array(programKey).min(1).max(tierCountMax).optional(),
  })
  .meta({ id: 'Window' })
export type Window = z.infer<typeof window>

/** Whether a window is open on an occasion for a member of a tier; no window is always open. */
export function isOpen(window: Window | undefined, occasion: Occasion, tierId: string | null): boolean {
  if (!window) return true
  const { businessDate, storeId } = occasion
  return (
    (window.from ?? businessDate) <= businessDate &&
    (window.to ?? businessDate) >= businessDate &&
    includes(window.weekdays, weekdayOf(businessDate)) &&
    (!window.hours || window.hours.some((hours) => isWithinHours(hours, occasion.minuteOfDay))) &&
    (!window.stores || (storeId !== null && window.stores.includes(storeId))) &&
    (!window.tiers || (tierId !== null && window.tiers.includes(tierId)))
  )
}

const includes = <Item>(list: readonly Item[] | undefined, item: Item): boolean =>
  !list || list.includes(item)

function isWithinHours(hours: { from: string; to: string }, minuteOfDay: number): boolean {
  const from = minuteOf(hours.from)
  const to = minuteOf(hours.to)
  return from <= to ? minuteOfDay >= from && minuteOfDay <= to : minuteOfDay >= from || minuteOfDay <= to
}

/** `"08:30"` as minutes since midnight: 510. */
export const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
