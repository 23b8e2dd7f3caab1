import { addDays, type BusinessDate, daysBetween } from '../lib/calendar.ts'
import { inactivityEnd } from './expiry.ts'
import type { ProgramDocument } from './program.ts'
import { effectiveLots, pointsIn, type Standing } from './standing.ts'
import { dayOfYear, unitsOf } from './unit.ts'

/** Something to tell a member on a day, before it is too late. */
export type Reminder =
  | { kind: 'expiring'; unitId: string; points: number; expiresOn: BusinessDate; daysLeft: number }
  | { kind: 'voucher-ending'; code: string; voucherKindId: string; validTo: BusinessDate; daysLeft: number }
  | { kind: 'birthday' }

/** A voucher's last days: the same for every program, because a voucher has no reminder of its own. */
const voucherReminderDays = 7

/**
 * What is due to be told on exactly this day. Run for each day once; a run for a day that was missed gives what was due
 * then.
 */
export function remindersDue(
  member: { standing: Standing; birthday?: string | null | undefined },
  program: ProgramDocument,
  date: BusinessDate,
): Reminder[] {
  const { standing, birthday } = member
  const expiring = unitsOf(program).flatMap((unit) => {
    const idleOn = inactivityEnd(unit, standing.lastActiveOn)
    return (unit.reminderDaysBefore ?? []).flatMap((days): Reminder[] => {
      const expiresOn = addDays(date, days)
      const lots = effectiveLots(standing.lots, unit.unitId).filter(
        (each) => (each.expiresOn ?? idleOn) === expiresOn,
      )
      const points = pointsIn(lots)
      return points > 0 ? [{ kind: 'expiring', unitId: unit.unitId, points, expiresOn, daysLeft: days }] : []
    })
  })
  const vouchers = standing.vouchers
    .filter(
      (each) => each.issued > 0 && each.used < 1 && daysBetween(date, each.validTo) === voucherReminderDays,
    )
    .map(
      (each): Reminder => ({
        kind: 'voucher-ending',
        code: each.code,
        voucherKindId: each.voucherKindId,
        validTo: each.validTo,
        daysLeft: voucherReminderDays,
      }),
    )
  const isBirthday = birthday ? dayOfYear(Number(date.slice(0, 4)), birthday) === date : false
  return [...expiring, ...vouchers, ...(isBirthday ? [{ kind: 'birthday' as const }] : [])]
}
