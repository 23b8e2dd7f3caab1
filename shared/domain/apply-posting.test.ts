import { describe, expect, test } from 'vitest'
import { sampleProgram, tierOf } from '../../tests/support/sample-program.ts'
import { applyPosting, standingOf } from './apply-posting.ts'
import { decideExpire, expireBasisOf } from './expiry.ts'
import type { Posting } from './posting.ts'
import { balancePoints, debtPoints, effectiveLots, emptyStanding, usableLots } from './standing.ts'
import { takeBackBasisOf } from './take-back.ts'

const program = sampleProgram({ tiers: [tierOf('gold', 150)] })
const posting = (
  postingId: string,
  businessDate: string,
  points: number,
  more: Partial<Posting> = {},
): Posting => ({
  kind: points > 0 ? 'award' : 'redeem',
  postingId,
  memberId: 'an',
  programVersion: 1,
  businessDate,
  moves: [{ lotId: 'a1/points', unitId: 'points', points, expiresOn: '2026-06-30' }],
  ...more,
})
const award = posting('a1', '2026-01-05', 100, { progress: { points: 100, spendingMinor: 0 } })
const lotOf = (postingId: string, points: number, expiresOn: string | null = null) => ({
  lotId: `${postingId}/points`,
  unitId: 'points',
  points,
  expiresOn,
})

describe('two terminals', () => {
  const offlineA = posting('r1', '2026-02-01', -100)
  const offlineB = posting('r2', '2026-02-01', -70)

  test('that redeemed the same points offline leave a debt, which the next award fills', () => {
    const owed = standingOf([award, offlineA, offlineB], program)
    expect(balancePoints(owed, 'points')).toBe(-70)
    expect(debtPoints(owed, 'points')).toBe(70)
    const next = posting('a2', '2026-02-02', 100, { moves: [lotOf('a2', 100)] })
    const filled = applyPosting(owed, next, program)
    expect(usableLots(filled, { unitId: 'points', businessDate: '2026-02-02' })).toEqual([lotOf('a2', 30)])
  })

  test('that awarded half of a tier each bring the member to it', () => {
    const one = posting('a1', '2026-01-05', 80, { progress: { points: 80, spendingMinor: 0 } })
    const other = posting('a2', '2026-01-05', 70, {
      moves: [lotOf('a2', 70)],
      progress: { points: 70, spendingMinor: 0 },
    })
    expect(standingOf([one], program).tierId).toBeNull()
    expect(standingOf([one, other], program).tierId).toBe('gold')
    expect(standingOf([other, one], program)).toEqual(standingOf([one, other], program))
  })
})

describe('a redeem that was made in time and heard of after the expiry', () => {
  const expire = (state: ReturnType<typeof standingOf>, businessDate: string) =>
    decideExpire({
      postingId: `x-${businessDate}`,
      memberId: 'an',
      businessDate,
      basis: expireBasisOf({ version: 1, standing: state }),
      program,
    })

  test('finds its points: the next run gives back what had ended', () => {
    const first = expire(standingOf([award], program), '2026-06-30')
    if (!first.ok) throw new Error('the lot ends')
    const late = standingOf([award, first.value.posting, posting('r1', '2026-06-29', -80)], program)
    expect(balancePoints(late, 'points')).toBe(-80)
    const second = expire(late, '2026-07-01')
    if (!second.ok) throw new Error('points are given back')
    expect(second.value.posting.moves).toEqual([lotOf('a1', 80, '2026-06-30')])
    expect(second.value.steps[0]).toMatchObject({ step: 'expired', because: 'redeemed-in-time', points: 80 })
    const healed = applyPosting(late, second.value.posting, program)
    expect(balancePoints(healed, 'points')).toBe(0)
    expect(expire(healed, '2026-07-02').ok).toBe(false)
  })

  test('gives back no more than what had ended', () => {
    const first = expire(standingOf([award, posting('r0', '2026-06-01', -40)], program), '2026-06-30')
    if (!first.ok) throw new Error('60 end')
    const late = standingOf(
      [award, posting('r0', '2026-06-01', -40), first.value.posting, posting('r1', '2026-06-29', -80)],
      program,
    )
    const second = expire(late, '2026-07-01')
    if (!second.ok) throw new Error('points are given back')
    expect(balancePoints(applyPosting(late, second.value.posting, program), 'points')).toBe(-20)
  })
})

test('a lot past its last day covers a debt before it ends, and then only the rest ends', () => {
  const owing = standingOf(
    [
      award,
      posting('a2', '2026-01-06', 60, { moves: [lotOf('a2', 60)] }),
      posting('r1', '2026-01-07', -90, { moves: [lotOf('a2', -90)] }),
    ],
    program,
  )
  expect(effectiveLots(owing.lots, 'points')).toEqual([lotOf('a1', 70, '2026-06-30')])
  const ended = decideExpire({
    postingId: 'x',
    memberId: 'an',
    businessDate: '2026-06-30',
    basis: expireBasisOf({ version: 1, standing: owing }),
    program,
  })
  if (!ended.ok) throw new Error('70 end')
  const after = applyPosting(owing, ended.value.posting, program)
  expect(balancePoints(after, 'points')).toBe(0)
  expect(effectiveLots(after.lots, 'points')).toEqual([])
})

test('the standing stays bounded: tallies, vouchers and upgrades of the past go', () => {
  const old = posting('a1', '2026-01-05', 100, {
    tallies: [
      { key: 'rule:a:points', period: '2026-01-05', amount: 5 },
      { key: 'rule:a:points', period: '2026-01', amount: 5 },
      { key: 'rule:a:points', period: 'all', amount: 5 },
    ],
    vouchers: [{ code: '9900000000012', voucherKindId: 'gift', validTo: '2026-02-01', issued: 1, used: 0 }],
    reverses: [{ postingId: 'old', on: '2026-01-05', minor: 1 }],
  })
  const later = posting('a2', '2029-01-05', 1, { moves: [lotOf('a2', 1)] })
  for (const order of [
    [old, later],
    [later, old],
  ]) {
    const state = standingOf(order, program)
    expect(state.tallies).toEqual([{ key: 'rule:a:points', period: 'all', amount: 5 }])
    expect(state.vouchers).toEqual([])
    expect(state.takenBack).toEqual([])
  }
})

test('a refund basis names the own lot and only as many others as it may need', () => {
  const many = Array.from({ length: 50 }, (_, index) =>
    posting(`b${index}`, '2026-01-05', 100, { moves: [lotOf(`b${String(index).padStart(2, '0')}`, 100)] }),
  )
  const state = standingOf([award, ...many], program)
  const basis = takeBackBasisOf({ version: 3, standing: state }, [award])
  expect(basis.lots.map((lot) => lot.lotId)).toEqual(['a1/points', 'b00/points'])
  expect(emptyStanding().lots).toEqual([])
})
