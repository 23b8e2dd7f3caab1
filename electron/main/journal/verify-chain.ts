import {
  type ChainFault,
  type ChainHead,
  chainFault,
  headAfter,
  type SealedFact,
} from '../../../shared/domain/fact.ts'
import { hashOf } from '../../../shared/lib/hash.ts'

export type ChainStep =
  | { kind: 'fits'; head: ChainHead }
  /** Facts between are missing, but this one is genuine: the chain can be continued after it. */
  | { kind: 'after-gap'; head: ChainHead; missingFrom: number; missingTo: number }
  | { kind: 'broken'; fault: ChainFault }

/** Where the chain stands after `fact`, read from the journal after `head`. */
export function followChain(fact: SealedFact, head: ChainHead): ChainStep {
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
