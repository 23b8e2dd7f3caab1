import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { enrolmentAnswer, enrolmentRequest } from '../../shared/contract/enrolment.ts'
import { exchangeAnswer, exchangeRequest, wakeSigningText } from '../../shared/contract/exchange.ts'
import { requestBytesMax } from '../../shared/contract/limits.ts'
import { enroll } from '../sync/enrolment.ts'
import { checkTerminal, exchange } from '../sync/exchange.ts'
import type { HeadOffice } from '../sync/head-office.ts'
import type { WakeStreams } from '../sync/wake-streams.ts'
import { answers, apiSchema, parseBody, sendFault } from './fault.ts'

/** Exchanges of one terminal from one address in a minute: a queue of weeks drains below it. */
const exchangesPerMinuteMax = 3_000

/** Enrolments are rare; this and five tries a code make guessing hopeless. */
const enrolmentsPerMinuteMax = 30

/** How far a terminal's clock may be off when it opens the event stream, which carries nothing but "there is news". */
const wakeClockToleranceMs = 24 * 3_600_000

/** What terminals talk to. */
export function terminalRoutes(app: FastifyInstance, office: HeadOffice, wakeStreams: WakeStreams): void {
  app.post(
    '/v1/exchange',
    {
      bodyLimit: requestBytesMax,
      config: {
        rateLimit: {
          max: exchangesPerMinuteMax,
          timeWindow: 60_000,
          hook: 'preHandler',
          keyGenerator: (request) =>
            `${request.ip} ${/"terminalId":"([^"]{1,60})"/.exec(String(request.body))?.[1] ?? ''}`,
        },
      },
      schema: {
        summary: 'Facts up, acks and changes down',
        description:
          'Signed: header x-pointkeeper-signature, Ed25519 over the terminal, its head and the body.',
        body: apiSchema(exchangeRequest),
        response: answers(exchangeAnswer, [400, 401, 413, 422, 423, 426, 429, 503]),
      },
    },
    async (request, reply) => {
      const signature = String(request.headers['x-pointkeeper-signature'] ?? '')
      const answer = await exchange(office, { body: String(request.body ?? ''), signature })
      return answer.ok ? answer.value : sendFault(reply, answer.refusal)
    },
  )

  app.post(
    '/v1/enroll',
    {
      bodyLimit: 4_096,
      config: { rateLimit: { max: enrolmentsPerMinuteMax, timeWindow: 60_000 } },
      schema: {
        summary: "Binds a terminal's key to its name, by a one-time code",
        body: apiSchema(enrolmentRequest),
        response: answers(enrolmentAnswer, [400, 403, 409, 410, 426, 429]),
      },
    },
    async (request, reply) => {
      const parsed = parseBody(enrolmentRequest, request.body)
      if (!parsed.ok) return sendFault(reply, { code: 'request-refused', message: parsed.message })
      const answer = await enroll(office, parsed.value)
      return answer.ok ? answer.value : sendFault(reply, answer.refusal)
    },
  )

  wakeRoute(app, office, wakeStreams)
}

const wakeQuery = z.object({
  terminalId: z.string().min(1).max(60),
  epoch: z.coerce.number().int().min(1).max(1_000_000),
  at: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  signature: z.string().max(200),
})

function wakeRoute(app: FastifyInstance, office: HeadOffice, wakeStreams: WakeStreams): void {
  app.get(
    '/v1/wake',
    {
      schema: {
        summary: 'Event stream that says "there is news" and nothing else',
        querystring: apiSchema(wakeQuery),
        response: {
          200: { description: 'text/event-stream', type: 'string' },
          ...answers(z.string(), [401]),
        },
      },
    },
    async (request, reply) => {
      const query = wakeQuery.safeParse(request.query)
      if (!query.success) return sendFault(reply, { code: 'request-refused', message: 'The query is wrong' })
      const { terminalId, epoch, at, signature } = query.data
      if (Math.abs(office.clock() - at) > wakeClockToleranceMs)
        return sendFault(reply, { code: 'signature-refused', message: 'The signature is too old' })
      const text = wakeSigningText(terminalId, epoch, at)
      const known = await checkTerminal(office, { terminalId, epoch, text, signature })
      if (!known.ok) return sendFault(reply, known.refusal)
      const { raw } = reply
      if (!wakeStreams.open(terminalId, raw)) return sendFault(reply, { code: 'busy' })
      reply.hijack()
      raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      raw.write(':\n\n')
      return reply
    },
  )
}
