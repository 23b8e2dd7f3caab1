import type { TerminalIdentity } from '../../../shared/contract/enrolment.ts'
import {
  type ExchangeAnswer,
  type ExchangeFault,
  type ExchangeRequest,
  exchangeSigningText,
  protocolVersion,
} from '../../../shared/contract/exchange.ts'
import { exchangeFaultOf } from '../../../shared/contract/fault-of-answer.ts'
import { answerBytesMax, exchangeTimeoutMs, requestBytesMax } from '../../../shared/contract/limits.ts'
import { parseExchangeAnswer } from '../../../shared/contract/parse-exchange-answer.ts'
import type { SealedFact } from '../../../shared/domain/fact.ts'
import { type Result, refuse } from '../../../shared/lib/result.ts'
import { postJson } from './head-office-request.ts'
import type { StoredKeys } from './journal-database.ts'
import { signText } from './terminal-keys.ts'

/** Signs one exchange over the chain's head and its whole body, posts it, and parses what comes back. */
export async function postExchange(input: {
  identity: TerminalIdentity
  keys: StoredKeys
  generation: string | null
  cursor: string | null
  facts: SealedFact[]
}): Promise<Result<ExchangeAnswer, ExchangeFault>> {
  const { identity, keys, generation, cursor, facts } = input
  const { terminalId, epoch } = identity
  const request: ExchangeRequest = {
    protocol: protocolVersion,
    terminalId,
    epoch,
    generation,
    cursor,
    facts,
  }
  const body = JSON.stringify(request)
  if (new TextEncoder().encode(body).length > requestBytesMax)
    return refuse({ code: 'request-refused', retryAfterMs: null })
  const reply = await postJson({
    url: `${identity.headOfficeUrl}/v1/exchange`,
    body,
    headers: { 'x-pointkeeper-signature': await signText(keys, exchangeSigningText(request, body)) },
    timeoutMs: exchangeTimeoutMs,
    answerBytesMax,
  })
  if (!reply.ok) {
    const code = reply.refusal === 'answer-too-large' ? 'answer-not-understood' : reply.refusal
    return refuse({ code, retryAfterMs: null })
  }
  if (reply.value.status >= 400) return refuse(exchangeFaultOf({ ...reply.value, now: Date.now() }))
  return parseExchangeAnswer(reply.value.body)
}
