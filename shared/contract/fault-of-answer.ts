import { type EnrolmentFault, enrolmentFaultCodes } from './enrolment.ts'
import { type ExchangeFault, type ExchangeFaultCode, exchangeFaultCodes, faultBody } from './exchange.ts'
import { retryAfterCeilingMs } from './limits.ts'

/** Head office's refusal (HTTP status >= 400) as both bridges see it; `body` is the parsed JSON, or undefined. */
export type RefusedAnswer = { status: number; body: unknown; retryAfter: string | null; now: number }

/** Why an exchange was refused: head office's own code where it gives a known one, else what the status says. */
export function exchangeFaultOf(answer: RefusedAnswer): ExchangeFault {
  return {
    code: knownCode(exchangeFaultCodes, answer.body) ?? exchangeCodeOfStatus(answer.status),
    retryAfterMs: parseRetryAfter(answer.retryAfter, answer.now),
  }
}

/** `request-refused` is a code too short or too long to be one: nothing else of the request is typed by a person. */
export function enrolmentFaultOf(answer: RefusedAnswer): EnrolmentFault {
  if (knownCode(['request-refused'], answer.body)) return { code: 'code-wrong' }
  const code = knownCode(enrolmentFaultCodes, answer.body)
  return { code: code ?? (answer.status === 426 ? 'other-protocol' : 'server-error') }
}

/** `Retry-After` (RFC 9110, 10.2.3: seconds or an HTTP date) as ms from now, held below a ceiling. */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null
  const waitMs = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now
  return Number.isFinite(waitMs) ? Math.min(Math.max(0, waitMs), retryAfterCeilingMs) : null
}

function exchangeCodeOfStatus(status: number): ExchangeFaultCode {
  switch (status) {
    case 401:
    case 403:
      return 'signature-refused'
    case 423:
      return 'terminal-frozen'
    case 426:
      return 'other-protocol'
    case 429:
    case 503:
      return 'busy'
    default:
      return status >= 500 ? 'server-error' : 'request-refused'
  }
}

function knownCode<Code extends string>(codes: readonly Code[], body: unknown): Code | undefined {
  const parsed = faultBody.safeParse(body)
  return parsed.success ? codes.find((code) => code === parsed.data.code) : undefined
}
