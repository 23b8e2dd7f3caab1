import { z } from 'zod'
import { anyId, businessDateField, programKey } from './field.ts'
import { listCountMax, tierCountMax } from './limits.ts'
import { type Occasion, weekdayOf, weekdays } from './occasion.ts'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** When, where and for whom something holds. Everything left out is no condition. Both ends are included. */
export const validity = z
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
  .meta({ id: 'Validity' })
export type Validity = z.infer<typeof validity>

/** Whether something holds on an occasion for a member of a tier; without conditions it always does. */
export function isOpen(validity: Validity | undefined, occasion: Occasion, tierId: string | null): boolean {
  if (!validity) return true
  const { businessDate, storeId } = occasion
  return (
    (validity.from ?? businessDate) <= businessDate &&
    (validity.to ?? businessDate) >= businessDate &&
    includes(validity.weekdays, weekdayOf(businessDate)) &&
    (!validity.hours || validity.hours.some((hours) => isWithinHours(hours, occasion.minuteOfDay))) &&
    (!validity.stores || (storeId !== null && validity.stores.includes(storeId))) &&
    (!validity.tiers || (tierId !== null && validity.tiers.includes(tierId)))
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
