import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseCardNumber } from '../../shared/domain/card.ts'
import { memberRow } from '../../shared/domain/member.ts'
import { attentionCase, listAttention } from '../api/list-attention.ts'
import { listTerminals, terminalView } from '../api/list-terminals.ts'
import { memberLedger, readMember, readMemberLedger } from '../api/read-member-ledger.ts'
import { endCard } from '../members/change-card.ts'
import { newestProgram } from '../programs/newest-program.ts'
import { programDraft, publishedProgram, publishProgram } from '../programs/publish-program.ts'
import { issueEnrolmentCode } from '../sync/enrolment.ts'
import type { HeadOffice } from '../sync/head-office.ts'
import { answers, apiSchema, parseBody, sendFault } from './fault.ts'

const memberPath = z.object({ memberId: z.string().max(60) })
const cardPath = memberPath.extend({ cardNumber: z.string().max(13) })
const terminalPath = z.object({ terminalId: z.string().max(60) })
const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
})
const issuedCode = z.object({ code: z.string(), expiresAt: z.int() })
const newCard = z.strictObject({ cardNumber: z.string().max(40) })

/** What head office's own people read and do, behind its token. */
export function officeRoutes(app: FastifyInstance, office: HeadOffice, token: string): void {
  const { database } = office
  app.addHook('onRequest', async (request, reply) => {
    if (!isToken(request.headers.authorization, token)) return sendFault(reply, { code: 'token-wrong' })
  })

  app.get(
    '/v1/members/:memberId',
    {
      schema: {
        summary: 'A member',
        params: apiSchema(memberPath),
        response: answers(memberRow, [401, 404]),
      },
    },
    async (request, reply) => {
      const { memberId } = memberPath.parse(request.params)
      return (await readMember(database, memberId)) ?? sendFault(reply, { code: 'member-unknown' })
    },
  )

  app.get(
    '/v1/members/:memberId/ledger',
    {
      schema: {
        summary: 'Why the balance is what it is',
        params: apiSchema(memberPath),
        querystring: apiSchema(pageQuery),
        response: answers(memberLedger, [401, 404]),
      },
    },
    async (request, reply) => {
      const { memberId } = memberPath.parse(request.params)
      const page = pageQuery.safeParse(request.query)
      if (!page.success)
        return sendFault(reply, { code: 'request-refused', message: 'limit or offset is wrong' })
      const ledger = await readMemberLedger(database, memberId, page.data)
      return ledger ?? sendFault(reply, { code: 'member-unknown' })
    },
  )

  terminalsAndCases(app, office)
  programRoute(app, office)
  cardRoutes(app, office)
}

function terminalsAndCases(app: FastifyInstance, office: HeadOffice): void {
  const { database } = office
  app.get(
    '/v1/attention',
    { schema: { summary: 'Cases to look at', response: answers(z.array(attentionCase), [401]) } },
    () => listAttention(database),
  )

  app.get(
    '/v1/terminals',
    { schema: { summary: 'All terminals', response: answers(z.array(terminalView), [401]) } },
    () => listTerminals(database),
  )

  app.post(
    '/v1/terminals/:terminalId/enrolment-codes',
    {
      schema: {
        summary: 'A one-time code that enrolls a terminal',
        params: apiSchema(terminalPath),
        response: answers(issuedCode, [401, 404]),
      },
    },
    async (request, reply) => {
      const { terminalId } = terminalPath.parse(request.params)
      const issued = await issueEnrolmentCode(office, terminalId)
      return issued ?? sendFault(reply, { code: 'not-found', message: 'No such terminal' })
    },
  )
}

function programRoute(app: FastifyInstance, { database, sign }: HeadOffice): void {
  app.post(
    '/v1/programs',
    {
      schema: {
        summary: 'Publishes the next version of the program; the document comes without its version',
        response: answers(publishedProgram, [400, 401]),
      },
    },
    async (request, reply) => {
      const parsed = parseBody(programDraft, request.body)
      if (!parsed.ok) return sendFault(reply, { code: 'program-refused', message: parsed.message })
      return await publishProgram(database, sign, parsed.value)
    },
  )
}

function cardRoutes(app: FastifyInstance, { database }: HeadOffice): void {
  const done = z.object({ done: z.literal(true) })
  app.post(
    '/v1/members/:memberId/cards/:cardNumber/block',
    {
      schema: {
        summary: 'Blocks a lost or stolen card',
        params: apiSchema(cardPath),
        response: answers(done, [401, 404, 409]),
      },
    },
    async (request, reply) => {
      const blocked = await endCard(database, cardPath.parse(request.params), { status: 'blocked' })
      return blocked.ok ? { done: true } : sendFault(reply, blocked.refusal)
    },
  )
  app.post(
    '/v1/members/:memberId/cards/:cardNumber/replace',
    {
      schema: {
        summary: 'Replaces a card by a new one',
        params: apiSchema(cardPath),
        body: apiSchema(newCard),
        response: answers(done, [400, 401, 404, 409]),
      },
    },
    async (request, reply) => {
      const parsed = parseBody(newCard, request.body)
      if (!parsed.ok) return sendFault(reply, { code: 'request-refused', message: parsed.message })
      const program = await newestProgram(database)
      const number = parseCardNumber(parsed.value.cardNumber, program?.cardPrefix ?? '')
      if (!number.ok) return sendFault(reply, { code: 'card-number-refused', message: number.refusal.code })
      const end = { status: 'replaced', newCardNumber: number.value } as const
      const replaced = await endCard(database, cardPath.parse(request.params), end)
      return replaced.ok ? { done: true } : sendFault(reply, replaced.refusal)
    },
  )
}

/** Compared in constant time, by hash, so that neither the token nor its length shows in how long it takes. */
function isToken(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`))
}
