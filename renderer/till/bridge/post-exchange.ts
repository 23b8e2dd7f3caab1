import type { TerminalIdentity } from '../../../shared/contract/enrolment.ts'
import {
  type ExchangeAnswer,
  type ExchangeFault,
  type ExchangeRequest,
  exchangeAnswer,
  exchangeSigningText,
  protocolVersion,
} from '../../../shared/contract/exchange.ts'
import { exchangeFaultOf } from '../../../shared/contract/fault-of-answer.ts'
import { answerBytesMax, exchangeTimeoutMs } from '../../../shared/contract/limits.ts'
import type { SealedFact } from '../../../shared/domain/fact.ts'
import { ok, type Result, refuse } from '../../../shared/lib/result.ts'
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
  if (reply.value.status !== 200) return refuse(exchangeFaultOf({ ...reply.value, now: Date.now() }))
  const answer = exchangeAnswer.safeParse(reply.value.body)
  if (!answer.success) return refuse({ code: 'answer-not-understood', retryAfterMs: null })
  if (answer.data.protocol !== protocolVersion) return refuse({ code: 'other-protocol', retryAfterMs: null })
  return ok(answer.data)
}
