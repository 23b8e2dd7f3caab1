import { z } from 'zod'
import { exchangeRequest, protocolVersion } from '../../shared/contract/exchange.ts'
import { batchFactsMax } from '../../shared/contract/limits.ts'
import { type FactBody, sealedFact } from '../../shared/domain/fact.ts'
import { factBody } from '../../shared/domain/fact-body.ts'
import { canonicalJson } from '../../shared/lib/canonical-json.ts'
import { ok, type Result, refuse } from '../../shared/lib/result.ts'
import { isStorable, isStorableText } from '../db/storable-text.ts'

const storableId = z.string().min(1).max(60).refine(isStorableText)

/**
 * A fact of which only the envelope is understood. A body of a kind that this head office does not know must not stop
 * the terminal's queue: it is kept as sent and its number taken.
 */
export const envelopedFact = sealedFact.extend({
  factId: storableId,
  cashierId: storableId,
  terminalId: storableId,
  storeId: storableId,
  body: z.looseObject({}),
})
export type EnvelopedFact = z.infer<typeof envelopedFact>

const envelope = exchangeRequest.extend({
  terminalId: storableId,
  facts: z.array(envelopedFact).max(batchFactsMax),
})
export type Envelope = z.infer<typeof envelope>

export type EnvelopeFault = { code: 'other-protocol' | 'request-refused'; message: string }

/** A request's raw body as an envelope, or what is wrong with it. */
export function parseEnvelope(body: string): Result<Envelope, EnvelopeFault> {
  const json = parseJson(body)
  const protocol = z.object({ protocol: z.int() }).safeParse(json)
  if (protocol.success && protocol.data.protocol !== protocolVersion)
    return refuse({
      code: 'other-protocol',
      message: `This head office speaks protocol ${protocolVersion}, the terminal ${protocol.data.protocol}`,
    })
  const parsed = envelope.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const where = issue?.path.join('.') ?? ''
    return refuse({
      code: 'request-refused',
      message: `${where}: ${issue?.message ?? 'not JSON'}`.slice(0, 400),
    })
  }
  if (!parsed.data.facts.every(hasCanonicalForm))
    return refuse({ code: 'request-refused', message: 'A fact has no canonical form' })
  return ok(parsed.data)
}

/** The body where this head office understands all of it and can keep it in its tables. */
export function readBody(fact: EnvelopedFact): FactBody | undefined {
  const parsed = factBody.safeParse(fact.body)
  return parsed.success && isStorable(parsed.data) ? parsed.data : undefined
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Fractions, numbers beyond 2^53 and bottomless nesting cannot be hashed, so no terminal can have sealed them. */
function hasCanonicalForm(fact: EnvelopedFact): boolean {
  try {
    canonicalJson(fact)
    return true
  } catch {
    return false
  }
}
