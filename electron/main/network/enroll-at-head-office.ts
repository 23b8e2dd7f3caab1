import {
  type EnrolmentAnswer,
  type EnrolmentFault,
  type EnrolmentRequest,
  enrolmentAnswer,
} from '../../../shared/contract/enrolment.ts'
import { protocolVersion } from '../../../shared/contract/exchange.ts'
import { enrolmentFaultOf } from '../../../shared/contract/fault-of-answer.ts'
import { exchangeTimeoutMs } from '../../../shared/contract/limits.ts'
import { ok, type Result, refuse } from '../../../shared/lib/result.ts'
import type { HttpFetch } from './http-fetch.ts'
import { postJson } from './post-json.ts'

/** An answer holds a few names and keys; a page that is larger comes from somewhere else. */
const enrolmentAnswerBytesMax = 65_536

type Input = { fetch: HttpFetch; headOfficeUrl: string; code: string; publicKey: string; now: () => number }

/** Asks head office to take this key as the terminal that the code stands for. Asking twice is harmless. */
export async function enrollAtHeadOffice(input: Input): Promise<Result<EnrolmentAnswer, EnrolmentFault>> {
  const { code, publicKey } = input
  const request: EnrolmentRequest = { protocol: protocolVersion, code, publicKey }
  const answer = await postJson({
    fetch: input.fetch,
    url: `${input.headOfficeUrl}/v1/enroll`,
    body: JSON.stringify(request),
    timeoutMs: exchangeTimeoutMs,
    answerBytesMax: enrolmentAnswerBytesMax,
  })
  if (answer.kind === 'unreachable' || answer.kind === 'timeout') return refuse({ code: 'offline' })
  // Something answered, but nothing that speaks as head office does: most likely a wrong address.
  if (answer.kind === 'not-understood') return refuse({ code: 'address-not-understood' })
  if (answer.status >= 400) return refuse(enrolmentFaultOf({ ...answer, now: input.now() }))
  const parsed = enrolmentAnswer.safeParse(answer.body)
  return parsed.success ? ok(parsed.data) : refuse({ code: 'address-not-understood' })
}
