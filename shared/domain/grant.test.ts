import { describe, expect, test } from 'vitest'
import { billRule, play, sampleProgram } from '../../tests/support/sample-program.ts'
import type { AwardRule } from './award-rule.ts'

const withRules = (...rules: AwardRule[]) => sampleProgram({ awardRules: [billRule, ...rules] })
const sale = (on: string, member = 'an', amountMinor = 100_000) => ({
  event: 'sale',
  on,
  member,
  sale: `${member}-${on}`,
  amountMinor,
})

test('welcome is given once', () => {
  const program = withRules({ ruleId: 'welcome', by: 'welcome', points: 50 })
  const enroll = { event: 'enroll', on: '2026-01-02', member: 'chi' }
  const { events } = play(program, [enroll, enroll])
  expect(events.map((event) => event.awarded.points)).toEqual([50, 0])
})

describe('birthday', () => {
  const given = (rule: Partial<AwardRule>, events: object[], birthday = '12-30') =>
    play(
      withRules({
        ruleId: 'birthday',
        by: 'birthday',
        given: 'with-first-sale',
        daysBefore: 3,
        daysAfter: 3,
        points: 40,
        ...rule,
      } as AwardRule),
      events,
      [{ member: 'an', birthday }],
    ).events.map((event) => event.awarded.points)

  test('with the first sale in the window, both ends included, once over New Year', () => {
    const dates = ['2026-12-26', '2026-12-27', '2026-12-30', '2027-01-02', '2027-01-03', '2027-12-27']
    expect(
      given(
        {},
        dates.map((date) => sale(date)),
      ),
    ).toEqual([10, 50, 10, 10, 10, 50])
    expect(given({}, [sale('2027-01-02'), sale('2027-12-27')])).toEqual([50, 50])
  })

  test('on the day, by the nightly work, also after days of downtime but not later than the window', () => {
    const close = (on: string) => ({ event: 'close-day', on })
    expect(
      given({ given: 'on-the-day' } as Partial<AwardRule>, [sale('2026-12-01'), close('2026-12-29')]),
    ).toEqual([10, 0])
    expect(
      given({ given: 'on-the-day' } as Partial<AwardRule>, [
        sale('2026-12-01'),
        close('2026-12-29'),
        close('2026-12-30'),
        close('2027-01-05'),
      ]),
    ).toEqual([10, 0, 40, 0])
  })

  test('on 29 February is on the 28th in other years', () => {
    const close = { event: 'close-day', on: '2026-02-28' }
    expect(
      given({ given: 'on-the-day' } as Partial<AwardRule>, [sale('2026-02-27'), close], '02-29'),
    ).toEqual([10, 40])
  })
})

describe('referral', () => {
  const program = withRules({
    ruleId: 'friend',
    by: 'referral',
    newMemberPoints: 20,
    referrerPoints: 30,
    minimumBillMinor: 100_000,
    limits: { timesPerMember: 1 },
  })
  const members = [{ member: 'an' }, { member: 'binh', referrer: 'an' }, { member: 'chi', referrer: 'an' }]

  test("both sides with the new member's first purchase that is large enough, once", () => {
    const { events } = play(
      program,
      [sale('2026-01-02', 'binh', 99_999), sale('2026-01-03', 'binh'), sale('2026-01-04', 'binh')],
      members,
    )
    expect(events.map((event) => event.awarded.points)).toEqual([0, 30, 10])
    expect(events[1]?.others).toMatchObject({ an: { balances: { points: 30 } } })
    expect(events[2]?.others).toBeUndefined()
  })

  test("the rule's limits are the referrer's", () => {
    const { events, members: end } = play(
      program,
      [sale('2026-01-03', 'binh'), sale('2026-01-04', 'chi')],
      members,
    )
    expect(events.map((event) => event.awarded.points)).toEqual([30, 30])
    expect(end.an?.balances).toEqual({ points: 30 })
  })

  test('a member whom nobody brought gets none', () => {
    expect(play(program, [sale('2026-01-03', 'an')], members).events[0]?.awarded.points).toBe(10)
  })
})

describe('limits', () => {
  test('per bill, day, month and member, each told in the explanation', () => {
    const limits = { pointsPerBill: 60, pointsPerDay: 100, pointsPerMonth: 130, pointsPerMember: 150 }
    const program = sampleProgram({ awardRules: [{ ...billRule, limits } as AwardRule] })
    const buy = (on: string, index: number) => ({ ...sale(on, 'an', 1_000_000), sale: `HD${index}` })
    const { events } = play(
      program,
      ['2026-01-02', '2026-01-02', '2026-01-02', '2026-01-03', '2026-02-01', '2026-02-02'].map(buy),
    )
    expect(events.map((event) => event.awarded.points)).toEqual([60, 40, 0, 30, 20, 0])
    expect(events[1]?.sentences.vi.join(' ')).toContain(
      'Giới hạn tối đa mỗi ngày là 100, trước đó đã dùng 60',
    )
    expect(events[5]?.refusal?.code ?? 'done').toBe('award-nothing')
  })

  test('over all rules of a unit together', () => {
    const program = sampleProgram({
      awardRules: [billRule, { ...billRule, ruleId: 'more' } as AwardRule],
      awardLimits: [{ limits: { pointsPerDay: 25 } }],
    })
    const { events } = play(program, [sale('2026-01-02'), { ...sale('2026-01-02'), sale: 'HD2' }])
    expect(events.map((event) => event.awarded.points)).toEqual([20, 5])
  })

  test('a refund of all makes room again on the same day', () => {
    const program = sampleProgram({
      awardRules: [{ ...billRule, limits: { pointsPerDay: 10 } } as AwardRule],
    })
    const back = { event: 'refund', on: '2026-01-02', sale: 'an-2026-01-02' }
    const { events } = play(program, [sale('2026-01-02'), back, { ...sale('2026-01-02'), sale: 'HD2' }])
    expect(events[2]?.awarded.points).toBe(10)
  })
})

test('of a group only one gives: priority first, then the most points', () => {
  const rule = (ruleId: string, points: number, priority?: number): AwardRule => ({
    ruleId,
    by: 'order',
    points,
    group: 'one',
    ...(priority !== undefined && { priority }),
  })
  const points = (...rules: AwardRule[]) =>
    play(sampleProgram({ awardRules: rules }), [sale('2026-01-02')]).events[0]?.awarded.points
  expect(points(rule('a', 5), rule('b', 9))).toBe(9)
  expect(points(rule('a', 5, 1), rule('b', 9))).toBe(5)
})
