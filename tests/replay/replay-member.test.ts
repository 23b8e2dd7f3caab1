import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import { type ReplayAsk, replayMember } from '../../shared/domain/replay/replay-member.ts'
import { type ReplayReport, startReplaySum } from '../../shared/domain/replay/replay-report.ts'
import { playScenario } from '../../shared/domain/scenario/run-scenario.ts'
import type { Scenario } from '../../shared/domain/scenario/scenario.ts'
import { arbitraryScenario } from '../support/arbitrary-scenario.ts'
import { propertyRuns, testProperty } from '../support/property.ts'
import { recordedMembers } from '../support/recorded-members.ts'
import { billRule, sampleProgram, tierOf } from '../support/sample-program.ts'

const askOf = (current: ProgramDocument, draft: ProgramDocument, from: string, to: string): ReplayAsk => ({
  draft,
  current,
  programs: new Map([[current.version, current]]),
  from,
  to,
})

function replayed(
  program: ProgramDocument,
  draft: ProgramDocument,
  events: object[],
  [from, to]: [string, string] = ['2026-01-01', '2026-12-31'],
): ReplayReport {
  const scenario = { program, members: [{ member: 'an' }, { member: 'binh' }], events } as Scenario
  const { facts, members } = playScenario(scenario)
  const ask = askOf(program, draft, from, to)
  const sum = startReplaySum(ask, 10)
  const bodies = facts.map((fact) => fact.body)
  for (const member of recordedMembers(members.keys(), bodies)) sum.add(replayMember(member, ask))
  return sum.report()
}

const sale = (name: string, on: string, amountMinor: number, member = 'an') => ({
  event: 'sale',
  on,
  member,
  sale: name,
  amountMinor,
})

describe('a replay', () => {
  testProperty(
    'under the same rules, whichever period, gives no difference',
    fc.property(
      arbitraryScenario(),
      fc.constantFrom('2026-01-01', '2026-03-01', '2026-06-01'),
      fc.constantFrom('2026-04-01', '2027-12-31'),
      (scenario, from, last) => {
        const { program } = scenario
        if (!program) throw new Error('a scenario of one program')
        const members = scenario.members.map(({ opening: _opening, ...member }) => member)
        const played = playScenario({ ...scenario, members })
        const to = last < from ? '2027-12-31' : last
        const ask = askOf(program, { ...program, version: 7 }, from, to)
        const bodies = played.facts.map((fact) => fact.body)
        for (const member of recordedMembers(played.members.keys(), bodies)) {
          const { was, would, refusedByDraft, uncoveredPoints } = replayMember(member, ask)
          expect(would).toEqual(was)
          expect({ refusedByDraft, uncoveredPoints }).toEqual({ refusedByDraft: [], uncoveredPoints: 0 })
        }
      },
    ),
    // Each run replays three members, night by night: slower than the other properties.
    Math.ceil(propertyRuns / 2),
  )

  test('a doubled rate gives exactly double; refunds take back double; a redeem stays what it was', () => {
    const program = sampleProgram()
    const draft = { ...program, version: 2, awardRules: [{ ...billRule, points: 20 }] } as ProgramDocument
    const report = replayed(program, draft, [
      sale('HD1', '2026-03-01', 2_000_000),
      { event: 'redeem', on: '2026-03-02', member: 'an', points: 100, billMinor: 500_000, sale: 'HD2' },
      sale('HD2', '2026-03-02', 500_000),
      { event: 'refund', on: '2026-03-03', sale: 'HD1', amountMinor: 500_000 },
    ])
    // 2.000.000 đ give 200; 490.000 đ after 10.000 đ off give 40 (whole blocks); a quarter of HD1 comes back.
    expect(report.units).toMatchObject([
      {
        unitId: 'points',
        was: { givenPoints: 240, takenBackPoints: 50, redeemedPoints: 100, balancePoints: 90 },
        would: { givenPoints: 480, takenBackPoints: 100, redeemedPoints: 100, balancePoints: 280 },
      },
    ])
    expect(report.redeems.discountMinor).toEqual({ was: 10_000, would: 10_000 })
    // 100 points are worth 10.000 đ.
    expect(report.liabilityMinor).toEqual({ was: 9_000, would: 28_000 })
    expect(report.costMinor).toEqual({ was: 19_000, would: 38_000 })
    expect(report.awardRules).toMatchObject([
      { ruleId: 'bill', was: { points: 240, costMinor: 24_000 }, would: { points: 480, costMinor: 48_000 } },
    ])
  })

  test('what was given before the period stays; only the period is computed again', () => {
    const program = sampleProgram()
    const draft = { ...program, version: 2, awardRules: [{ ...billRule, points: 20 }] } as ProgramDocument
    const events = [sale('HD1', '2026-02-01', 1_000_000), sale('HD2', '2026-04-01', 1_000_000)]
    const [points] = replayed(program, draft, events, ['2026-03-01', '2026-12-31']).units
    expect(points).toMatchObject({
      was: { givenPoints: 100, balancePoints: 200 },
      would: { givenPoints: 200, balancePoints: 300 },
    })
  })

  test('a stingier draft tells which redeemed points would not have been there, and what it would have refused', () => {
    const program = sampleProgram()
    const draft = { ...program, version: 2, awardRules: [{ ...billRule, points: 4 }] } as ProgramDocument
    const report = replayed(program, draft, [
      sale('HD1', '2026-03-01', 2_000_000),
      { event: 'redeem', on: '2026-03-02', member: 'an', points: 200, billMinor: 500_000, sale: 'HD2' },
    ])
    expect(report.redeems).toEqual({
      discountMinor: { was: 20_000, would: 20_000 },
      uncoveredPoints: 120,
      uncoveredMembers: 1,
    })
    expect(report.refusedByDraft).toEqual({ 'redeem-above-usable': 1 })
    expect(report.units).toMatchObject([{ would: { balancePoints: 0, owedPoints: 120 } }])
  })

  test('tiers: thresholds of the draft move members, and its multipliers follow', () => {
    const gold = (fromPoints: number) => [
      tierOf('plain', 0),
      tierOf('gold', fromPoints, { multiplierPercent: 200 }),
    ]
    const program = sampleProgram({ tiers: gold(200) })
    const draft = sampleProgram({ tiers: gold(100), version: 2 })
    const report = replayed(program, draft, [
      sale('HD1', '2026-03-01', 1_000_000),
      sale('HD2', '2026-03-02', 500_000),
      sale('HD3', '2026-03-02', 500_000, 'binh'),
    ])
    expect(report.tiers).toEqual([
      { tierId: 'gold', wasMembers: 0, wouldMembers: 1 },
      { tierId: 'plain', wasMembers: 2, wouldMembers: 1 },
    ])
    const change = { wasTierId: 'plain', wouldTierId: 'gold' }
    expect(report.tierChanges).toEqual({
      memberCount: 1,
      moves: [{ ...change, memberCount: 1 }],
      members: [{ memberId: 'an', name: 'Thành viên an', ...change }],
    })
    expect(report.units).toMatchObject([{ was: { givenPoints: 200 }, would: { givenPoints: 250 } }])
  })

  test('an expiry that the draft brings ends points in the period, at the end of it too', () => {
    const points = { unitId: 'points', name: { vi: 'điểm', en: 'points' }, kind: 'points' as const }
    const program = sampleProgram({ units: [points] })
    const expiry = { kind: 'months-after-award' as const, months: 1 }
    const draft = sampleProgram({ units: [{ ...points, expiry }], version: 2 })
    const events = [sale('HD1', '2026-01-10', 1_000_000), sale('HD2', '2026-03-20', 1_000_000)]
    const ended = (to: string) => replayed(program, draft, events, ['2026-01-01', to]).units[0]?.would
    expect(ended('2026-03-31')).toMatchObject({ expiredPoints: 100, balancePoints: 100 })
    expect(ended('2026-04-20')).toMatchObject({ expiredPoints: 200, balancePoints: 0 })
  })

  test('what left no fact is told, not guessed', () => {
    const program = sampleProgram()
    const birthday = {
      ruleId: 'sinh-nhat',
      by: 'birthday' as const,
      points: 50,
      given: 'on-the-day' as const,
    }
    const draft = sampleProgram({
      version: 2,
      awardRules: [billRule, { ...birthday, daysBefore: 0, daysAfter: 0 }],
    })
    expect(replayed(program, draft, [sale('HD1', '2026-03-01', 100_000)]).notes).toEqual([
      { note: 'not-in-record', ruleId: 'sinh-nhat', by: 'birthday' },
    ])
  })
})
