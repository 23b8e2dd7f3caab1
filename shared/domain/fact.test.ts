import { expect, test } from 'vitest'
import { chainFault, type FactDraft, genesisHead, headAfter, sealFact } from './fact.ts'

const enrolment = { terminalId: 't1', storeId: 's1', epoch: 1, enrolmentNonce: '0'.repeat(32) }

const draft = (factId: string, points: number): FactDraft => ({
  factId,
  occurredAt: 1_790_000_000_000,
  businessDate: '2026-11-21',
  cashierId: 'c1',
  body: {
    kind: 'award',
    posting: {
      kind: 'award',
      postingId: factId,
      memberId: 'm1',
      programVersion: 1,
      businessDate: '2026-11-21',
      moves: [{ lotId: `${factId}/points`, unitId: 'points', points, expiresOn: null }],
    },
    sale: { amountMinor: points * 10_000, paidWithPointsMinor: 0, receiptNumber: `R-${factId}` },
    tierDiscountMinor: 0,
    occasion: { businessDate: '2026-11-21', minuteOfDay: 600, storeId: 's1' },
    basis: { memberVersion: 0, tierId: null },
    steps: [],
  },
})

test('facts chain: number, hash before, running counters', () => {
  const first = sealFact(draft('a', 10), genesisHead(enrolment))
  const second = sealFact(draft('b', 5), headAfter(first))
  expect(first.previousHash).toBe(genesisHead(enrolment).hash)
  expect(second).toMatchObject({
    terminalSeq: 2,
    previousHash: first.hash,
    counters: { facts: 2, awardedPoints: 15 },
  })
  expect(chainFault(first, genesisHead(enrolment))).toBeUndefined()
  expect(chainFault(second, headAfter(first))).toBeUndefined()
})

test('any change to a sealed fact shows', () => {
  const genesis = genesisHead(enrolment)
  const fact = sealFact(draft('a', 10), genesis)
  expect(chainFault({ ...fact, occurredAt: fact.occurredAt + 1 }, genesis)).toBe('wrong-hash')
  expect(chainFault({ ...fact, terminalSeq: 2 }, genesis)).toBe('gap')
  expect(chainFault({ ...fact, terminalId: 't2' }, genesis)).toBe('wrong-terminal')
  expect(chainFault({ ...fact, previousHash: 'f'.repeat(64) }, genesis)).toBe('wrong-previous-hash')
  expect(chainFault({ ...fact, counters: { ...fact.counters, awardedPoints: 11 } }, genesis)).toBe(
    'wrong-counters',
  )
  expect(genesisHead({ ...enrolment, epoch: 2 }).hash).not.toBe(genesis.hash)
})
