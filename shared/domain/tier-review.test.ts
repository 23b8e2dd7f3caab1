import { describe, expect, test } from 'vitest'
import { play, sampleProgram, tierOf } from '../../tests/support/sample-program.ts'
import type { TierPeriod } from './tier.ts'

const tiers = [tierOf('silver', 100), tierOf('gold', 300), tierOf('platinum', 600)]
const sale = (on: string, amountMinor: number, name = on) => ({
  event: 'sale',
  on,
  member: 'an',
  sale: name,
  amountMinor,
})
const close = (on: string) => ({ event: 'close-day', on })
const tierAfter = (period: TierPeriod | undefined, events: object[]): (string | null)[] => {
  const program = sampleProgram({ tiers, ...(period && { tierPeriod: period }) })
  // Each question is asked by a tiny sale, because a day's close has no member of its own.
  return play(program, events).events.map((event) => event.tier)
}
const tierOfMember = (period: TierPeriod, events: object[]): string | null | undefined =>
  play(sampleProgram({ tiers, tierPeriod: period }), events).members.an?.tier

const rolling: TierPeriod = {
  over: { kind: 'rolling', months: 12 },
  review: { kind: 'months-after', months: 12 },
  downgrade: 'to-level',
}

test('an upgrade is at once, and a refund does not take it before a review', () => {
  const back = { event: 'refund', on: '2026-01-03', sale: 'HD1' }
  expect(tierAfter(undefined, [sale('2026-01-02', 3_000_000, 'HD1'), back])).toEqual(['gold', 'gold'])
})

test('a sale that was undone as a mistake does not leave its tier', () => {
  const undo = { event: 'reverse', on: '2026-01-02', of: 'e1' }
  expect(tierAfter(undefined, [sale('2026-01-02', 3_000_000, 'HD1'), undo])).toEqual(['gold', null])
})

describe('a review', () => {
  const bought = [sale('2026-01-10', 6_000_000), sale('2026-06-01', 1_000_000)]

  test('is due twelve months after the tier was reached, not a day earlier', () => {
    expect(tierOfMember(rolling, [...bought, close('2027-01-09')])).toBe('platinum')
    expect(tierOfMember(rolling, [...bought, close('2027-01-10')])).toBe('silver')
  })

  test('goes one step down, or never', () => {
    expect(tierOfMember({ ...rolling, downgrade: 'one-step' }, [...bought, close('2027-01-10')])).toBe('gold')
    expect(tierOfMember({ ...rolling, downgrade: 'never' }, [...bought, close('2027-01-10')])).toBe(
      'platinum',
    )
  })

  test('one step a year, at each next review', () => {
    const period: TierPeriod = { ...rolling, downgrade: 'one-step' }
    expect(tierOfMember(period, [...bought, close('2028-01-09')])).toBe('gold')
    expect(tierOfMember(period, [...bought, close('2028-01-10')])).toBe('silver')
    expect(tierOfMember(period, [...bought, close('2029-01-10')])).toBeNull()
  })

  test('waits the days of grace, in which the level may be reached again', () => {
    const period: TierPeriod = { ...rolling, graceDays: 30 }
    expect(tierOfMember(period, [...bought, close('2027-02-08')])).toBe('platinum')
    expect(tierOfMember(period, [...bought, close('2027-02-09')])).toBe('silver')
    expect(
      tierOfMember(period, [
        ...bought,
        close('2027-01-15'),
        sale('2027-01-20', 5_000_000),
        close('2027-02-09'),
      ]),
    ).toBe('platinum')
  })

  test('keeps who is at the level, by >=', () => {
    expect(tierOfMember(rolling, [...bought, sale('2026-12-01', 5_000_000), close('2027-01-10')])).toBe(
      'platinum',
    )
  })

  test('on a day of each year', () => {
    const period: TierPeriod = { ...rolling, review: { kind: 'yearly', monthDay: '12-31' } }
    expect(tierOfMember(period, [...bought, close('2026-12-31')])).toBe('platinum')
    expect(tierOfMember(period, [...bought, close('2027-12-30')])).toBe('platinum')
    expect(tierOfMember(period, [...bought, close('2027-12-31')])).toBeNull()
  })

  test('run twice, or after days of downtime, does the same', () => {
    const once = play(sampleProgram({ tiers, tierPeriod: rolling }), [...bought, close('2027-03-01')])
    const twice = play(sampleProgram({ tiers, tierPeriod: rolling }), [
      ...bought,
      close('2027-01-20'),
      close('2027-03-01'),
      close('2027-03-01'),
    ])
    expect(twice.members).toEqual(once.members)
  })
})
