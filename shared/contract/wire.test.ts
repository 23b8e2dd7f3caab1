import { expect, test } from 'vitest'
import { z } from 'zod'
import { hashOf } from '../lib/hash.ts'
import { enrolmentAnswer, enrolmentRequest } from './enrolment.ts'
import {
  exchangeAnswer,
  exchangeRequest,
  exchangeSigningText,
  programSigningText,
  protocolVersion,
  wakeSigningText,
} from './exchange.ts'

/**
 * Terminals in the shops speak the protocol of the day on which they were installed. Whoever changes the wire raises
 * `protocolVersion` and pins the new hash here, in the same change; head office then answers old terminals in words.
 */
const wireHashes: Record<number, string> = {
  2: '2ba5f8bd739c0e9e5895962a888f2874278533ace08d58dd523bc198f110288d',
  1: 'effd042eb4e9314e5ad770723f2cb344482331e2cee876499cc44bc6f176818f',
}

test('the wire is the one that the protocol version names', () => {
  const schemas = [exchangeRequest, exchangeAnswer, enrolmentRequest, enrolmentAnswer].map((schema) =>
    z.toJSONSchema(schema),
  )
  const signed = [
    exchangeSigningText({ terminalId: 't', epoch: 1, facts: [] }, '{}'),
    wakeSigningText('t', 1, 2),
    programSigningText('{}'),
  ]
  expect(hashOf({ schemas, signed })).toBe(wireHashes[protocolVersion])
})
