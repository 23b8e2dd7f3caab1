import { ok, type Result, refuse } from '../lib/result.ts'
import {
  type ExchangeAnswer,
  type ExchangeFault,
  type ExchangeFaultCode,
  exchangeAnswer,
  protocolVersion,
} from './exchange.ts'

/** The body of an answer that is no refusal, from parsed JSON (undefined where it was none), as both bridges see it. */
export function parseExchangeAnswer(body: unknown): Result<ExchangeAnswer, ExchangeFault> {
  const parsed = exchangeAnswer.safeParse(body)
  if (parsed.success && parsed.data.protocol === protocolVersion) return ok(parsed.data)
  const isOtherProtocol =
    typeof body === 'object' && body !== null && 'protocol' in body && body.protocol !== protocolVersion
  return fault(isOtherProtocol ? 'other-protocol' : 'answer-not-understood')
}

const fault = (code: ExchangeFaultCode) => refuse<ExchangeFault>({ code, retryAfterMs: null })
