import {
  type EnrolmentFault,
  enrolmentAnswer,
  type TerminalIdentity,
} from '../../../shared/contract/enrolment.ts'
import { protocolVersion } from '../../../shared/contract/exchange.ts'
import { enrolmentFaultOf } from '../../../shared/contract/fault-of-answer.ts'
import { parseHeadOfficeUrl } from '../../../shared/contract/head-office-url.ts'
import { exchangeTimeoutMs } from '../../../shared/contract/limits.ts'
import { ok, type Result, refuse } from '../../../shared/lib/result.ts'
import { postJson } from './head-office-request.ts'

/** An answer holds a few names and keys; a page that is larger comes from somewhere else. */
const enrolmentAnswerBytesMax = 65_536

/** Asks head office who this terminal is, by a one-time code and the public key that it will sign with. */
export async function postEnrolment(input: {
  headOfficeUrl: string
  code: string
  publicKey: string
}): Promise<Result<TerminalIdentity, EnrolmentFault>> {
  const headOfficeUrl = parseHeadOfficeUrl(input.headOfficeUrl)
  if (headOfficeUrl === undefined) return refuse({ code: 'address-not-understood' })
  const { code, publicKey } = input
  const reply = await postJson({
    url: `${headOfficeUrl}/v1/enroll`,
    body: JSON.stringify({ protocol: protocolVersion, code, publicKey }),
    headers: {},
    timeoutMs: exchangeTimeoutMs,
    answerBytesMax: enrolmentAnswerBytesMax,
  })
  if (!reply.ok) return refuse({ code: reply.refusal === 'answer-too-large' ? 'server-error' : 'offline' })
  if (reply.value.status !== 200) return refuse(enrolmentFaultOf({ ...reply.value, now: Date.now() }))
  const answer = enrolmentAnswer.safeParse(reply.value.body)
  // Something answered that does not speak as head office does: most likely a wrong address.
  return answer.success ? ok({ ...answer.data, headOfficeUrl }) : refuse({ code: 'address-not-understood' })
}
