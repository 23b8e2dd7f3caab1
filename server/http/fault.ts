import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { faultBody } from '../../shared/contract/exchange.ts'

/** HTTP statuses of the codes that head office answers with. */
const statusOfCode: Readonly<Record<string, number>> = {
  'request-refused': 400,
  'public-key-wrong': 400,
  'program-refused': 400,
  'card-number-refused': 400,
  'terminal-unknown': 401,
  'signature-refused': 401,
  'token-wrong': 401,
  'code-wrong': 403,
  'not-from-here': 403,
  'member-unknown': 404,
  'card-unknown': 404,
  'not-found': 404,
  'card-not-active': 409,
  'card-number-used': 409,
  'code-used': 409,
  'code-expired': 410,
  'chain-broken': 422,
  'terminal-frozen': 423,
  'other-protocol': 426,
  busy: 503,
}

/** The words of a code where the caller has none of its own. */
const messageOfCode: Readonly<Record<string, string>> = {
  'code-wrong': 'The enrolment code is wrong',
  'code-used': 'The enrolment code has been used with another key',
  'code-expired': 'The enrolment code has expired',
  'other-protocol': 'The terminal and head office are of different versions',
  'public-key-wrong': 'The key is not an Ed25519 public key',
  'token-wrong': "Head office's token is missing or wrong",
  'member-unknown': 'No such member',
  'card-unknown': 'The member has no such card',
  'card-not-active': 'The card has ended before',
  'card-number-used': 'The new card number belongs to a card already',
  'not-found': 'There is nothing here',
  'not-from-here': 'This page is shown on the same machine only',
  busy: 'Head office is busy',
}

export const sendFault = (reply: FastifyReply, fault: { code: string; message?: string }): FastifyReply =>
  reply
    .code(statusOfCode[fault.code] ?? 400)
    .send({ code: fault.code, message: fault.message ?? messageOfCode[fault.code] ?? fault.code })

/** A zod schema as OpenAPI 3.1 has it, which is JSON Schema 2020-12 itself. */
export function apiSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return rest
}

/** The answers of a route: one good one, and the shape of all refusals. */
export const answers = (good: z.ZodType, refusals: readonly number[] = []): Record<string, unknown> => ({
  200: { description: 'Done', ...apiSchema(good) },
  ...Object.fromEntries(
    refusals.map((status) => [status, { description: 'Refused', ...apiSchema(faultBody) }]),
  ),
})

/** A body as JSON through one schema, or what is wrong with it, with its path. */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): { ok: true; value: z.output<Schema> } | { ok: false; message: string } {
  const parsed = schema.safeParse(parseJson(typeof body === 'string' ? body : ''))
  if (parsed.success) return { ok: true, value: parsed.data }
  const issue = parsed.error.issues[0]
  return {
    ok: false,
    message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not JSON'}`.slice(0, 400),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
