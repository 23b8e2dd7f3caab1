import { z } from 'zod'
import { type SealedFact, sealedFact } from '../domain/fact.ts'
import { memberRow } from '../domain/member.ts'
import { signedProgram } from '../domain/program.ts'
import { staffRow } from '../domain/staff.ts'
import { sha256Hex } from '../lib/hash.ts'
import { batchFactsMax, changesPageMax } from './limits.ts'

const id = z.string().min(1).max(60)

/** Raised whenever the wire changes (`wire.test.ts` pins the schemas' hash to it). */
export const protocolVersion = 2

/** Facts up. Posted to `/v1/exchange` with the header `x-pointkeeper-signature` over `exchangeSigningText`. */
export const exchangeRequest = z.strictObject({
  protocol: z.int(),
  terminalId: id,
  epoch: z.int().min(1),
  /** The life of head office's data that this terminal knows; it changes when a backup is restored. */
  generation: id.nullable(),
  /** Opaque mark of how far the changes have been read; null reads from the beginning. */
  cursor: z.string().max(60).nullable(),
  /** In order, without gaps, beginning after the last seq that head office is known to have settled. */
  facts: z.array(sealedFact).max(batchFactsMax),
})
export type ExchangeRequest = z.infer<typeof exchangeRequest>

/**
 * Head office's lasting answer to one fact, where it is not simply accepted. `refused`: kept, not applied (`code`
 * says why). `quarantined`: could not be applied or read; kept, its seq taken, so that the queue moves on.
 */
export const ack = z.strictObject({
  terminalSeq: z.int().min(1),
  factId: id,
  status: z.enum(['refused', 'quarantined']),
  code: z.string().max(60),
})
export type Ack = z.infer<typeof ack>

/** One row of head office's feed: state, not a difference; only the newest row of each thing is in the feed. */
export const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('member'), member: memberRow }),
  z.strictObject({ kind: z.literal('program'), program: signedProgram }),
  z.strictObject({ kind: z.literal('staff'), staff: staffRow }),
])
export type Change = z.infer<typeof change>

/** Everything in it is read in ONE snapshot: `settledSeq` and the member rows belong together. */
export const exchangeAnswer = z.strictObject({
  protocol: z.int(),
  generation: id,
  /** Head office's clock, ms since 1970. */
  serverTime: z.int().min(0),
  /** The last terminalSeq of this epoch that is settled (accepted, refused or quarantined). */
  settledSeq: z.int().min(0),
  /** Set when facts are missing before the batch: send again from this seq. */
  needSeq: z.int().min(1).nullable(),
  acks: z.array(ack).max(batchFactsMax),
  /** The state of the members whom the batch's facts concern, settled now or before; those beyond the answer's size come as changes. */
  members: z.array(memberRow).max(batchFactsMax),
  changes: z.array(change).max(changesPageMax),
  cursor: z.string().max(60),
  hasMore: z.boolean(),
})
export type ExchangeAnswer = z.infer<typeof exchangeAnswer>

/** Why an exchange brought nothing; each has a sentence (`exchange.<code>`). Facts stay in the outbox in every case. */
export const exchangeFaultCodes = [
  'offline',
  'timeout',
  'server-error',
  'busy',
  'other-protocol',
  'signature-refused',
  /** The terminal's own: the system does not give its key back, so nothing can be signed. */
  'key-unreadable',
  'terminal-unknown',
  'terminal-frozen',
  'request-refused',
  'answer-not-understood',
] as const
export type ExchangeFaultCode = (typeof exchangeFaultCodes)[number]
export type ExchangeFault = { code: ExchangeFaultCode; retryAfterMs: number | null }

/** Body of every refusal of head office: HTTP status >= 400. */
export const faultBody = z.object({ code: z.string().max(60), message: z.string().max(500) })

/**
 * What an exchange's Ed25519 signature (RFC 8032) covers: the terminal, its chain's head in this batch, and the whole
 * body. Prefixed, so that a signature made for one purpose serves no other.
 */
export function exchangeSigningText(
  request: Pick<ExchangeRequest, 'terminalId' | 'epoch'> & {
    facts: readonly Pick<SealedFact, 'terminalSeq' | 'hash'>[]
  },
  body: string,
): string {
  const last = request.facts.at(-1)
  return [
    'pointkeeper exchange 1',
    request.terminalId,
    request.epoch,
    last?.terminalSeq ?? 0,
    last?.hash ?? '',
    sha256Hex(body),
  ].join('\n')
}

/** What a terminal signs to open the event stream `/v1/wake?terminalId&epoch&at&signature`; `at` in ms since 1970. */
export const wakeSigningText = (terminalId: string, epoch: number, at: number): string =>
  ['pointkeeper wake 1', terminalId, epoch, at].join('\n')

/** What head office signs over a program document's canonical JSON. */
export const programSigningText = (canonicalDocument: string): string =>
  `pointkeeper program 1\n${canonicalDocument}`
