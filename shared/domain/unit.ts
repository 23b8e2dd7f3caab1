import { z } from 'zod'
import { addMonths, type BusinessDate } from '../lib/calendar.ts'
import { localText, monthDay, programKey } from './field.ts'
import type { ProgramDocument } from './program.ts'

const months = z.int().min(1).max(120)

/** When what was awarded ends. The date that a lot carries is its last usable day. */
export const expiryRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** On this day of the year of the award, or of the next when the day has passed; plus whole years. */
  z.strictObject({ kind: z.literal('fixed-date'), monthDay, plusYears: z.int().min(0).max(10) }),
  z.strictObject({ kind: z.literal('months-after-award'), months }),
  /** Everything ends when no point moved for so many months. */
  z.strictObject({ kind: z.literal('inactivity'), months }),
])
export type ExpiryRule = z.infer<typeof expiryRule>

/** What members collect: points, stamps, miles, or money back kept in đồng. */
export const unit = z.strictObject({
  unitId: programKey,
  name: localText,
  kind: z.enum(['points', 'stamps', 'miles', 'money']),
  expiry: expiryRule.optional(),
  /** Tell the member so many days before units end. */
  reminderDaysBefore: z.array(z.int().min(1).max(365)).max(5).optional(),
})
export type Unit = z.infer<typeof unit>

const plainPoints: Unit = { unitId: 'points', name: { vi: 'điểm', en: 'points' }, kind: 'points' }

/** The program's units; a program that names none collects points. */
export const unitsOf = (program: ProgramDocument): readonly Unit[] =>
  program.units && program.units.length > 0 ? program.units : [plainPoints]

/** The unit that is meant where none is named: the first. */
export const mainUnitId = (program: ProgramDocument): string =>
  unitsOf(program)[0]?.unitId ?? plainPoints.unitId

export const unitNamed = (program: ProgramDocument, unitId: string): Unit | undefined =>
  unitsOf(program).find((unit) => unit.unitId === unitId)

/** The last usable day of what is awarded today in a unit; null when it has no date of its own. */
export function expiresOnFor(
  program: ProgramDocument,
  unitId: string,
  awardedOn: BusinessDate,
): string | null {
  const expiry = unitNamed(program, unitId)?.expiry
  switch (expiry?.kind) {
    case 'months-after-award':
      return addMonths(awardedOn, expiry.months)
    case 'fixed-date':
      return nextFixedDate(awardedOn, expiry.monthDay, expiry.plusYears)
    default:
      return null
  }
}

function nextFixedDate(awardedOn: BusinessDate, onMonthDay: string, plusYears: number): string {
  const year = Number(awardedOn.slice(0, 4))
  const thisYear = dayOfYear(year, onMonthDay)
  return dayOfYear(year + plusYears + (thisYear < awardedOn ? 1 : 0), onMonthDay)
}

/** A `MM-DD` in a year; 02-29 is 02-28 where the year has no such day. */
export function dayOfYear(year: number, onMonthDay: string): BusinessDate {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return `${year}-${onMonthDay === '02-29' && !isLeap ? '02-28' : onMonthDay}`
}
