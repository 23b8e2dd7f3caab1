import { expect, test } from 'vitest'
import { addDays, addMonths, businessDateAt, daysBetween } from './calendar.ts'

test('a moment falls on the day of the store, not of UTC', () => {
  const lateEvening = Date.UTC(2026, 10, 21, 17, 30)
  expect(businessDateAt(lateEvening, 'Asia/Ho_Chi_Minh')).toBe('2026-11-22')
  expect(businessDateAt(lateEvening, 'UTC')).toBe('2026-11-21')
})

test('days and months are counted over month ends and leap years', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  expect(addMonths('2026-03-15', -4)).toBe('2025-11-15')
  expect(daysBetween('2026-12-31', '2027-03-01')).toBe(60)
})
