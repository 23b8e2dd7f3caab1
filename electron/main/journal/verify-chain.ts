import { createHash } from 'node:crypto'
import {
  type ChainFault,
  type ChainHead,
  chainFault,
  countersAfter,
  headAfter,
  type SealedFact,
} from '../../../shared/domain/fact.ts'
import { hashOf } from '../../../shared/lib/hash.ts'

export type ChainStep =
  | { kind: 'fits'; head: ChainHead }
  /** Facts between are missing, but this one is genuine: the chain can be continued after it. */
  | { kind: 'after-gap'; head: ChainHead; missingFrom: number; missingTo: number }
  | { kind: 'broken'; fault: ChainFault }

type StoredFact = { fact: SealedFact; payload: Buffer }

/** Where the chain stands after a stored fact that is read after `head`. */
export function followChain(stored: StoredFact, head: ChainHead): ChainStep {
  if (fitsByItsBytes(stored, head)) return { kind: 'fits', head: headAfter(stored.fact) }
  const { fact } = stored
  const fault = chainFault(fact, head)
  if (fault === undefined) return { kind: 'fits', head: headAfter(fact) }
  if (fault !== 'gap' || fact.terminalSeq <= head.terminalSeq) return { kind: 'broken', fault }
  const { hash, ...rest } = fact
  if (hashOf(rest) !== hash) return { kind: 'broken', fault: 'wrong-hash' }
  return {
    kind: 'after-gap',
    head: headAfter(fact),
    missingFrom: head.terminalSeq + 1,
    missingTo: fact.terminalSeq - 1,
  }
}

/**
 * The same checks as `chainFault`, five times as fast: what was written is canonical JSON, so its hash is that of the
 * bytes without the member `hash`. Ninety days of facts are checked while the till starts. False sends a fact the
 * slow way, which finds out what is wrong.
 */
function fitsByItsBytes({ fact, payload }: StoredFact, head: ChainHead): boolean {
  const expected = countersAfter(head.counters, fact.body)
  return (
    fact.terminalId === head.terminalId &&
    fact.storeId === head.storeId &&
    fact.epoch === head.epoch &&
    fact.terminalSeq === head.terminalSeq + 1 &&
    fact.previousHash === head.hash &&
    fact.counters.facts === expected.facts &&
    fact.counters.awardedPoints === expected.awardedPoints &&
    fact.counters.redeemedPoints === expected.redeemedPoints &&
    hashOfBytes(payload, fact.hash) === fact.hash
  )
}

function hashOfBytes(payload: Buffer, hash: string): string | undefined {
  const member = Buffer.from(`"hash":"${hash}",`)
  const at = payload.indexOf(member)
  if (at === -1) return undefined
  const digest = createHash('sha256').update(payload.subarray(0, at))
  return digest.update(payload.subarray(at + member.length)).digest('hex')
}
