import { z } from 'zod'
import { hashOf } from '../lib/hash.ts'
import { factBody } from './fact-body.ts'
import { movedPoints } from './posting.ts'

const id = z.string().min(1).max(60)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** What happened, of every kind. */
export type FactBody = z.infer<typeof factBody>

/** A fact before it has its place in the terminal's chain. */
export const factDraft = z.strictObject({
  /** UUID v7, made at the terminal before anything is saved; also the posting's id. */
  factId: id,
  /** The terminal's clock, ms since 1970. */
  occurredAt: z.int().min(0),
  businessDate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  cashierId: id,
  body: factBody,
})
export type FactDraft = z.infer<typeof factDraft>

/** What has run through this terminal since its epoch began; in every fact, so that a cut stream shows. */
export const counters = z.strictObject({
  facts: z.int().min(0),
  awardedPoints: z.int().min(0),
  redeemedPoints: z.int().min(0),
})
export type Counters = z.infer<typeof counters>

/** One link of a terminal's hash chain: `hash` = SHA-256 of the canonical JSON of all other members. */
export const sealedFact = factDraft.extend({
  terminalId: id,
  storeId: id,
  /** Counts enrolments of this terminal: a new key starts a new epoch with its own chain. */
  epoch: z.int().min(1),
  /** 1, 2, 3 ... without gaps within an epoch. */
  terminalSeq: z.int().min(1),
  previousHash: hash,
  counters,
  hash,
})
export type SealedFact = z.infer<typeof sealedFact>

/** Where a terminal's chain stands: the last fact's number, hash and counters. */
export type ChainHead = {
  terminalId: string
  storeId: string
  epoch: number
  terminalSeq: number
  hash: string
  counters: Counters
}

/** The head of an epoch before its first fact. `enrolmentNonce` (hex) comes from head office. */
export function genesisHead(enrolment: {
  terminalId: string
  storeId: string
  epoch: number
  enrolmentNonce: string
}): ChainHead {
  const { terminalId, storeId, epoch } = enrolment
  const counters = { facts: 0, awardedPoints: 0, redeemedPoints: 0 }
  return { terminalId, storeId, epoch, terminalSeq: 0, hash: hashOf(enrolment), counters }
}

/** Gives a draft its place: the next number, the hash before, the counters, and its own hash. */
export function sealFact(draft: FactDraft, head: ChainHead): SealedFact {
  const open = {
    ...draft,
    terminalId: head.terminalId,
    storeId: head.storeId,
    epoch: head.epoch,
    terminalSeq: head.terminalSeq + 1,
    previousHash: head.hash,
    counters: countersAfter(head.counters, draft.body),
  }
  return { ...open, hash: hashOf(open) }
}

/** The head after a fact. */
export const headAfter = (fact: Omit<SealedFact, 'body'>): ChainHead => ({
  terminalId: fact.terminalId,
  storeId: fact.storeId,
  epoch: fact.epoch,
  terminalSeq: fact.terminalSeq,
  hash: fact.hash,
  counters: fact.counters,
})

export type ChainFault = 'gap' | 'wrong-terminal' | 'wrong-previous-hash' | 'wrong-counters' | 'wrong-hash'

/** What is wrong with `fact` as the link after `head`; nothing when it fits. */
export function chainFault(fact: SealedFact, head: ChainHead): ChainFault | undefined {
  if (fact.terminalId !== head.terminalId || fact.storeId !== head.storeId || fact.epoch !== head.epoch)
    return 'wrong-terminal'
  if (fact.terminalSeq !== head.terminalSeq + 1) return 'gap'
  if (fact.previousHash !== head.hash) return 'wrong-previous-hash'
  const { factId, occurredAt, businessDate, cashierId, body } = fact
  const expected = sealFact({ factId, occurredAt, businessDate, cashierId, body }, head)
  if (hashOf(expected.counters) !== hashOf(fact.counters)) return 'wrong-counters'
  return expected.hash === fact.hash ? undefined : 'wrong-hash'
}

/** The running counters after one more fact. */
export function countersAfter(before: Counters, body: FactBody): Counters {
  const points = movedPoints(body.posting)
  return {
    facts: before.facts + 1,
    awardedPoints: before.awardedPoints + Math.max(0, points),
    redeemedPoints: before.redeemedPoints + Math.max(0, -points),
  }
}
