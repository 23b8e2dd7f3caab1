import {
  type ChainFault,
  type ChainHead,
  chainFault,
  type FactBody,
  type SealedFact,
} from '../../shared/domain/fact.ts'
import { hashOf } from '../../shared/lib/hash.ts'
import type { EnvelopedFact } from './envelope.ts'

/**
 * What is wrong with a fact as the link after `head`. Where the body is not understood, its points cannot be counted:
 * the counters must then go up by one fact and never down.
 */
export function linkFault(
  fact: EnvelopedFact,
  body: FactBody | undefined,
  head: ChainHead,
): ChainFault | undefined {
  if (body) return chainFault({ ...fact, body } satisfies SealedFact, head)
  if (fact.terminalId !== head.terminalId || fact.storeId !== head.storeId || fact.epoch !== head.epoch)
    return 'wrong-terminal'
  if (fact.terminalSeq !== head.terminalSeq + 1) return 'gap'
  if (fact.previousHash !== head.hash) return 'wrong-previous-hash'
  const { facts, awardedPoints, redeemedPoints } = fact.counters
  const hasPlausibleCounters =
    facts === head.counters.facts + 1 &&
    awardedPoints >= head.counters.awardedPoints &&
    redeemedPoints >= head.counters.redeemedPoints
  if (!hasPlausibleCounters) return 'wrong-counters'
  const { hash, ...open } = fact
  return hashOf(open) === hash ? undefined : 'wrong-hash'
}
