import { expect, test } from 'vitest'
import {
  type FactDraft,
  genesisHead,
  headAfter,
  type SealedFact,
  sealFact,
} from '../../../shared/domain/fact.ts'
import { canonicalJson } from '../../../shared/lib/canonical-json.ts'
import { hashOf } from '../../../shared/lib/hash.ts'
import { followChain } from './verify-chain.ts'

const root = { terminalId: 't', storeId: 's', epoch: 1, enrolmentNonce: '0'.repeat(32) }
const genesis = genesisHead(root)

const draft = (number: number): FactDraft => ({
  factId: `fact-${number}`,
  occurredAt: 1_790_000_000_000,
  businessDate: '2026-11-21',
  cashierId: 'staff-1',
  body: {
    kind: 'award',
    posting: {
      kind: 'award',
      postingId: `fact-${number}`,
      memberId: 'Nguyễn "hash":"',
      programVersion: 1,
      businessDate: '2026-11-21',
      moves: [{ lotId: 'l', unitId: 'points', points: 25, expiresOn: null }],
    },
    sale: { amountMinor: 250_000, paidWithPointsMinor: 0, receiptNumber: `HĐ-${number}` },
    tierDiscountMinor: 0,
    occasion: { businessDate: '2026-11-21', minuteOfDay: 600, storeId: 'store-1' },
    basis: { memberVersion: 1, tierId: null },
    steps: [],
  },
})
const first = sealFact(draft(1), genesis)
const second = sealFact(draft(2), headAfter(first))
const third = sealFact(draft(3), headAfter(second))
const stored = (fact: SealedFact) => ({ fact, payload: Buffer.from(canonicalJson(fact)) })

/** Changes a fact and gives it a hash that fits the change: whoever can write to the disk can do that. */
function forged(fact: SealedFact, change: Partial<SealedFact>): SealedFact {
  const { hash: _, ...rest } = { ...fact, ...change }
  return { ...rest, hash: hashOf(rest) }
}

test('a genuine fact fits, whether its bytes are canonical or not', () => {
  const fits = { kind: 'fits', head: headAfter(first) }
  expect(followChain(stored(first), genesis)).toEqual(fits)
  expect(followChain({ fact: first, payload: Buffer.from(JSON.stringify(first)) }, genesis)).toEqual(fits)
})

test('a genuine fact after missing ones says which are missing', () => {
  expect(followChain(stored(third), headAfter(first))).toEqual({
    kind: 'after-gap',
    head: headAfter(third),
    missingFrom: 2,
    missingTo: 2,
  })
})

test.each<[string, SealedFact]>([
  ['wrong-hash', { ...second, occurredAt: 1 }],
  ['wrong-counters', forged(second, { counters: { facts: 2, awardedPoints: 5_000, redeemedPoints: 0 } })],
  ['wrong-previous-hash', forged(second, { previousHash: 'a'.repeat(64) })],
  ['wrong-terminal', forged(second, { terminalId: 'other' })],
  ['wrong-terminal', forged(second, { epoch: 2 })],
  ['gap', first],
  ['wrong-hash', { ...forged(third, { terminalSeq: 9 }), hash: 'b'.repeat(64) }],
])('%s breaks the chain', (fault, fact) => {
  expect(followChain(stored(fact), headAfter(first))).toEqual({ kind: 'broken', fault })
})
