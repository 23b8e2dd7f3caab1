import { expect, test } from 'vitest'
import { billRule, sampleProgram, tierOf } from '../../tests/support/sample-program.ts'
import type { AwardRule } from './award-rule.ts'
import { checkProgram } from './check-program.ts'
import { type FindingCode, findingCodes } from './finding.ts'
import type { ProgramDocument } from './program.ts'

const name = { vi: 'Quà', en: 'Present' }
const rule = (more: object): AwardRule => ({ ...billRule, ...more }) as AwardRule
const present = { rewardId: 'present', name, costPoints: 1, gives: { kind: 'text' as const, text: name } }

/** For each code, a program that has it, and where. */
const cases: Record<
  FindingCode,
  { path: string; changes: Partial<ProgramDocument>; preset?: ProgramDocument }
> = {
  'dates-end-before-start': {
    path: 'awardRules[0].when',
    changes: { awardRules: [rule({ when: { from: '2026-05-02', to: '2026-05-01' } })] },
  },
  'dates-over-before-program': {
    path: 'rewards[0].when',
    changes: { rewards: [{ ...present, when: { to: '2025-12-31' } }] },
  },
  'unknown-unit': { path: 'awardRules[0].unitId', changes: { awardRules: [rule({ unitId: 'stamps' })] } },
  'unknown-voucher-kind': {
    path: 'rewards[0].gives.voucherKindId',
    changes: { rewards: [{ ...present, gives: { kind: 'voucher', voucherKindId: 'no' } }] },
  },
  'unknown-tier': {
    path: 'pointsIntoMoney.when.tiers',
    changes: {
      pointsIntoMoney: {
        everyPoints: 100,
        amountMinor: 10_000,
        minimumPoints: 100,
        billShareMaxPercent: 50,
        when: { tiers: ['gold'] },
      },
    },
  },
  'unknown-rule': {
    path: 'campaigns[0].ruleIds',
    changes: { campaigns: [{ campaignId: 'c', name, multiplierPercent: 200, ruleIds: ['no'] }] },
  },
  'unknown-name': {
    path: 'combination.notTogether[0]',
    changes: { combination: { notTogether: [{ one: 'vouchers', other: 'no' }] } },
  },
  'unknown-time-zone': { path: 'timeZone', changes: { timeZone: 'Asia/Atlantis' } },
  'rate-upside-down': {
    path: 'awardRules[0]',
    changes: { awardRules: [rule({ everyMinor: 10, points: 100_000 })], pointsIntoMoney: null },
    preset: sampleProgram(),
  },
  'award-worth-more-than-bill': {
    path: 'awardRules[0]',
    changes: { awardRules: [rule({ everyMinor: 10, points: 100 })] },
  },
  'rule-gives-nothing': {
    path: 'awardRules[1]',
    changes: { awardRules: [billRule, { ruleId: 'order', by: 'order', points: 0 }] },
  },
  'limit-of-nothing': {
    path: 'awardRules[0].limits.pointsPerDay',
    changes: { awardRules: [rule({ limits: { pointsPerDay: 0 } })] },
  },
  'multiplier-below-whole': {
    path: 'campaigns[0].multiplierPercent',
    changes: { campaigns: [{ campaignId: 'c', name, multiplierPercent: 2 }] },
  },
  'priority-without-group': {
    path: 'awardRules[0].priority',
    changes: { awardRules: [rule({ priority: 1 })] },
  },
  'reward-costs-nothing': {
    path: 'rewards[0].costPoints',
    changes: { rewards: [{ ...present, costPoints: 0 }] },
  },
  'minimum-not-a-step': {
    path: 'pointsIntoMoney.minimumPoints',
    changes: {
      pointsIntoMoney: { everyPoints: 100, amountMinor: 10_000, minimumPoints: 150, billShareMaxPercent: 50 },
    },
  },
  'maximum-below-minimum': {
    path: 'transfers.maximumPoints',
    changes: { transfers: { minimumPoints: 100, maximumPointsPerMonth: 50 } },
  },
  'tiers-overlap': {
    path: 'tiers[0]',
    changes: {
      tiers: [tierOf('gold', 200, { fromSpendingMinor: 1 }), tierOf('silver', 100, { fromSpendingMinor: 2 })],
    },
  },
  'tier-brings-less': {
    path: 'tiers[1]',
    changes: { tiers: [tierOf('silver', 100, { billDiscountPercent: 5 }), tierOf('gold', 200)] },
  },
  'review-without-effect': {
    path: 'tierPeriod.review',
    changes: {
      tierPeriod: {
        over: { kind: 'lifetime' },
        review: { kind: 'months-after', months: 12 },
        downgrade: 'never',
      },
    },
  },
  'downgrade-without-review': {
    path: 'tierPeriod.review',
    changes: { tierPeriod: { over: { kind: 'rolling', months: 12 }, downgrade: 'to-level' } },
  },
  'reminder-without-end': {
    path: 'units[0].reminderDaysBefore',
    changes: { units: [{ unitId: 'points', name, kind: 'points', reminderDaysBefore: [7] }] },
  },
}

test.each(findingCodes)('%s is found, once, at its path, with a sentence in both languages', (code) => {
  const { changes, path, preset } = cases[code]
  const findings = checkProgram(sampleProgram(changes), preset)
  expect(findings.map((finding) => [finding.code, finding.path])).toEqual([[code, path]])
  expect(findings[0]?.sentence.vi).not.toBe(findings[0]?.sentence.en)
})

test('a program without faults has no findings', () => {
  expect(checkProgram(sampleProgram(), sampleProgram())).toEqual([])
})

test('a rate a hundred times off its preset is still a choice, more is not', () => {
  const off = (points: number) =>
    checkProgram(sampleProgram({ awardRules: [rule({ points })], pointsIntoMoney: null }), sampleProgram())
  expect(off(1_000)).toEqual([])
  expect(off(1_001).map((finding) => finding.code)).toEqual(['rate-upside-down'])
})
