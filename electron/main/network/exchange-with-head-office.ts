import type { TerminalIdentity } from '../../../shared/contract/enrolment.ts'
import {
  type ExchangeAnswer,
  type ExchangeFault,
  type ExchangeFaultCode,
  type ExchangeRequest,
  exchangeSigningText,
  protocolVersion,
} from '../../../shared/contract/exchange.ts'
import { exchangeFaultOf } from '../../../shared/contract/fault-of-answer.ts'
import { answerBytesMax, exchangeTimeoutMs, requestBytesMax } from '../../../shared/contract/limits.ts'
import { parseExchangeAnswer } from '../../../shared/contract/parse-exchange-answer.ts'
import type { TerminalBridge } from '../../../shared/contract/terminal-bridge.ts'
import { type Result, refuse } from '../../../shared/lib/result.ts'
import type { HttpFetch } from './http-fetch.ts'
import { postJson } from './post-json.ts'

export type ExchangeInput = Parameters<TerminalBridge['exchange']>[0]

type Line = {
  fetch: HttpFetch
  identity: TerminalIdentity
  sign: (text: string) => string
  now: () => number
  timeoutMs?: number
}

/** Signs and posts one exchange. Every failure is one of the codes; the facts stay in the outbox in each case. */
export async function exchangeWithHeadOffice(
  line: Line,
  input: ExchangeInput,
): Promise<Result<ExchangeAnswer, ExchangeFault>> {
  const { terminalId, epoch, headOfficeUrl } = line.identity
  const request: ExchangeRequest = { protocol: protocolVersion, terminalId, epoch, ...input }
  const body = JSON.stringify(request)
  if (Buffer.byteLength(body) > requestBytesMax) return fault('request-refused')
  const answer = await postJson({
    fetch: line.fetch,
    url: `${headOfficeUrl}/v1/exchange`,
    body,
    headers: { 'x-pointkeeper-signature': line.sign(exchangeSigningText(request, body)) },
    timeoutMs: line.timeoutMs ?? exchangeTimeoutMs,
    answerBytesMax,
  })
  switch (answer.kind) {
    case 'unreachable':
      return fault('offline')
    case 'timeout':
      return fault('timeout')
    case 'not-understood':
      return fault('answer-not-understood')
    case 'answered':
      if (answer.status >= 400) return refuse(exchangeFaultOf({ ...answer, now: line.now() }))
      return parseExchangeAnswer(answer.body)
  }
}

const fault = (code: ExchangeFaultCode) => refuse<ExchangeFault>({ code, retryAfterMs: null })
