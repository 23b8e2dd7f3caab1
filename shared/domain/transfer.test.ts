import { describe, expect, test } from 'vitest'
import { play, sampleProgram } from '../../tests/support/sample-program.ts'

const rich = [
  { member: 'an', opening: [{ points: 500, expiresOn: '2026-06-30' }, { points: 500 }] },
  { member: 'binh' },
]
const codes = (outcome: ReturnType<typeof play>): string[] =>
  outcome.events.map((event) => event.refusal?.code ?? 'done')

describe('a gift between members', () => {
  const program = sampleProgram({
    transfers: { minimumPoints: 10, maximumPoints: 600, maximumPointsPerMonth: 700 },
  })
  const give = { event: 'transfer', on: '2026-03-01', member: 'an', to: 'binh', points: 600 }

  test('keeps the dates of the points and nothing is lost or made', () => {
    const outcome = play(program, [give], rich)
    expect(outcome.members.an?.balances).toEqual({ points: 400 })
    expect(outcome.members.binh?.lots.map((lot) => [lot.points, lot.expiresOn])).toEqual([
      [500, '2026-06-30'],
      [100, null],
    ])
  })

  test('has limits, each with its refusal', () => {
    const more = (changes: object) => ({ ...give, ...changes })
    expect(
      codes(
        play(
          program,
          [
            give,
            more({ points: 101 }),
            more({ points: 100 }),
            more({ points: 9 }),
            more({ points: 601 }),
            more({ to: 'an', points: 10 }),
            more({ on: '2026-04-01', points: 301 }),
            more({ on: '2026-04-01', points: 300 }),
          ],
          rich,
        ),
      ),
    ).toEqual([
      'done',
      'transfer-above-month',
      'done',
      'transfer-below-minimum',
      'transfer-above-maximum',
      'transfer-to-self',
      'transfer-above-usable',
      'done',
    ])
    expect(codes(play(sampleProgram(), [give], rich))).toEqual(['transfer-not-offered'])
  })
})

test('an adjustment has limits, a reason, an approver, and never makes a balance negative', () => {
  const program = sampleProgram({ adjustments: { withoutApprovalPoints: 20, maximumPoints: 5_000 } })
  const adjust = (points: number, more: object = { approver: 'lan' }) => ({
    event: 'adjust',
    on: '2026-03-01',
    member: 'an',
    points,
    reason: 'nhầm',
    ...more,
  })
  const outcome = play(
    program,
    [
      adjust(20, {}),
      adjust(21, {}),
      adjust(21),
      adjust(5_001),
      adjust(-1_042),
      adjust(-1_041),
      adjust(0),
      { event: 'reverse', on: '2026-03-02', of: 'e6' },
    ],
    rich,
  )
  expect(codes(outcome)).toEqual([
    'done',
    'adjust-needs-approver',
    'done',
    'adjust-above-maximum',
    'adjust-below-zero',
    'done',
    'adjust-nothing',
    'done',
  ])
  expect(outcome.events[5]?.balances).toEqual({ points: 0 })
  expect(outcome.members.an?.balances).toEqual({ points: 1_041 })
})
