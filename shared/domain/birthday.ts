import { addDays, type BusinessDate } from '../lib/calendar.ts'
import { dayOfYear } from './unit.ts'

/**
 * The birthday (its date in its year) whose window `daysBefore` to `daysAfter`, both ends included, holds a day. The
 * year is the birthday's own, so that a window over New Year counts once.
 */
export function birthdayAround(
  birthday: string | undefined,
  date: BusinessDate,
  around: { daysBefore: number; daysAfter: number },
): BusinessDate | undefined {
  if (birthday === undefined) return undefined
  const year = Number(date.slice(0, 4))
  return [year - 1, year, year + 1]
    .map((each) => dayOfYear(each, birthday))
    .find((day) => addDays(day, -around.daysBefore) <= date && date <= addDays(day, around.daysAfter))
}

export const isAroundBirthday = (
  birthday: string | undefined,
  date: BusinessDate,
  around: { daysBefore: number; daysAfter: number },
): boolean => birthdayAround(birthday, date, around) !== undefined
