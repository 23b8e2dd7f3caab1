import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto'
import { type EnrolmentAnswer, enrolmentAnswer } from '../../shared/contract/enrolment.ts'
import {
  type ExchangeAnswer,
  exchangeAnswer,
  exchangeSigningText,
  faultBody,
  protocolVersion,
  wakeSigningText,
} from '../../shared/contract/exchange.ts'
import { decideAward } from '../../shared/domain/award.ts'
import type { AwardBasis } from '../../shared/domain/award-basis.ts'
import {
  type ChainHead,
  type FactBody,
  genesisHead,
  headAfter,
  type SealedFact,
  sealFact,
} from '../../shared/domain/fact.ts'
import type { Occasion } from '../../shared/domain/occasion.ts'
import { asKind } from '../../shared/domain/posting.ts'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import { decideRedeem } from '../../shared/domain/redeem.ts'
import type { Lot } from '../../shared/domain/standing.ts'

/** Head office's answer: what the contract says, or a status with its code. */
export type Answered =
  | { ok: true; answer: ExchangeAnswer }
  | { ok: false; status: number; code: string; retryAfter: string | null }

export type Keys = { publicKey: string; privateKey: KeyObject }

export function makeKeys(): Keys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  return { publicKey: raw.toString('base64'), privateKey }
}

export async function postEnrolment(
  url: string,
  request: { code: string; publicKey: string; protocol?: number },
): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${url}/v1/enroll`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ protocol: protocolVersion, ...request }),
  })
  return { status: answer.status, body: await answer.json() }
}

/**
 * A terminal without a screen: decides, seals and signs with the product's own code, and talks to a real head office.
 * What it has sealed stays in `facts`, so that a test can send any part of it, twice, late or changed.
 */
export class SigningTerminal {
  readonly url: string
  readonly keys: Keys
  readonly identity: EnrolmentAnswer
  readonly facts: SealedFact[] = []
  head: ChainHead
  settledSeq = 0
  cursor: string | null = null
  generation: string | null = null
  /** A test that compares runs gives its own. */
  newId: () => string = randomUUID

  constructor(url: string, keys: Keys, identity: EnrolmentAnswer) {
    this.url = url
    this.keys = keys
    this.identity = identity
    this.head = genesisHead({
      terminalId: identity.terminalId,
      storeId: identity.storeId,
      epoch: identity.epoch,
      enrolmentNonce: identity.enrolmentNonce,
    })
  }

  static async enroll(url: string, code: string): Promise<SigningTerminal> {
    const keys = makeKeys()
    const { status, body } = await postEnrolment(url, { code, publicKey: keys.publicKey })
    if (status !== 200) throw new Error(`enrolment answered ${status}: ${JSON.stringify(body)}`)
    return new SigningTerminal(url, keys, enrolmentAnswer.parse(body))
  }

  /** Seals whatever body it is given: a test may send what no till would. */
  seal(
    body: FactBody,
    about: { factId?: string; occurredAt?: number; businessDate?: string } = {},
  ): SealedFact {
    const draft = {
      factId: about.factId ?? body.posting.postingId,
      occurredAt: about.occurredAt ?? Date.now(),
      businessDate: about.businessDate ?? '2026-11-21',
      cashierId: 'lan',
      body,
    }
    const fact = sealFact(draft, this.head)
    this.head = headAfter(fact)
    this.facts.push(fact)
    return fact
  }

  award(sale: {
    memberId: string
    amountMinor: number
    program: ProgramDocument
    receiptNumber?: string
    occurredAt?: number
    tierId?: string | null
    /** What else of the member the award looks at. */
    basis?: Partial<AwardBasis>
  }): SealedFact {
    const factId = this.newId()
    const bill = {
      amountMinor: sale.amountMinor,
      paidWithPointsMinor: 0,
      receiptNumber: sale.receiptNumber ?? factId.slice(-12).toUpperCase(),
    }
    const basis = { memberVersion: 1, tierId: sale.tierId ?? null, ...sale.basis }
    const { memberId, program } = sale
    const occasion = this.#occasion()
    const decided = decideAward({ postingId: factId, memberId, sale: bill, occasion, basis, program })
    if (!decided.ok) throw new Error('the award is decided')
    const posting = asKind('award', decided.value.posting)
    const about = { factId, ...(sale.occurredAt === undefined ? {} : { occurredAt: sale.occurredAt }) }
    return this.seal({ kind: 'award', ...decided.value, posting, sale: bill, occasion, basis }, about)
  }

  redeem(ask: {
    memberId: string
    points: number
    lots: Lot[]
    program: ProgramDocument
    occurredAt?: number
  }): SealedFact {
    const factId = this.newId()
    const usablePoints = ask.lots.reduce((sum, lot) => sum + lot.points, 0)
    const basis = { memberVersion: 1, tierId: null, usablePoints, lots: ask.lots }
    const { memberId, points, program } = ask
    const billMinor = 10_000_000
    const asked = { points, billMinor, onBill: [], occasion: this.#occasion(), basis }
    const decided = decideRedeem({ postingId: factId, memberId, ...asked, program })
    if (!decided.ok) throw new Error('the redeem is decided')
    const posting = asKind('redeem', decided.value.posting)
    const receiptNumber = factId.slice(-12).toUpperCase()
    const about = { factId, ...(ask.occurredAt === undefined ? {} : { occurredAt: ask.occurredAt }) }
    return this.seal({ kind: 'redeem', ...decided.value, posting, ...asked, receiptNumber }, about)
  }

  #occasion(): Occasion {
    return { businessDate: '2026-11-21', minuteOfDay: 600, storeId: null }
  }

  /** Sends what is not settled yet, as a till does, and remembers what the answer says. */
  async exchange(countMax = 500): Promise<ExchangeAnswer> {
    const waiting = this.facts.filter((fact) => fact.terminalSeq > this.settledSeq).slice(0, countMax)
    const answered = await this.send(waiting)
    if (!answered.ok) throw new Error(`the exchange answered ${answered.status} ${answered.code}`)
    const { answer } = answered
    this.settledSeq = answer.settledSeq
    this.cursor = answer.cursor
    this.generation = answer.generation
    return answer
  }

  /** Sends exactly these facts. `change` alters the body after it was signed; `signWith` forges. */
  async send(
    facts: readonly unknown[],
    trick: {
      signWith?: KeyObject
      change?: (body: string) => string
      protocol?: number
      epoch?: number
    } = {},
  ): Promise<Answered> {
    const { terminalId } = this.identity
    const request = {
      protocol: trick.protocol ?? protocolVersion,
      terminalId,
      epoch: trick.epoch ?? this.identity.epoch,
      generation: this.generation,
      cursor: this.cursor,
      facts: facts as SealedFact[],
    }
    const body = JSON.stringify(request)
    const text = exchangeSigningText(request, body)
    const signature = sign(null, Buffer.from(text), trick.signWith ?? this.keys.privateKey)
    return await postExchange(this.url, {
      body: trick.change?.(body) ?? body,
      signature: signature.toString('base64'),
    })
  }

  /** The address of this terminal's event stream, signed. */
  wakeUrl(at = Date.now()): string {
    const { terminalId, epoch } = this.identity
    const text = wakeSigningText(terminalId, epoch, at)
    const signature = sign(null, Buffer.from(text), this.keys.privateKey).toString('base64')
    const query = new URLSearchParams({ terminalId, epoch: String(epoch), at: String(at), signature })
    return `${this.url}/v1/wake?${query}`
  }
}

export async function postExchange(
  url: string,
  { body, signature }: { body: string; signature: string },
): Promise<Answered> {
  const answer = await fetch(`${url}/v1/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-pointkeeper-signature': signature },
    body,
  })
  const json: unknown = await answer.json()
  if (answer.status === 200) return { ok: true, answer: exchangeAnswer.parse(json) }
  const { code } = faultBody.parse(json)
  return { ok: false, status: answer.status, code, retryAfter: answer.headers.get('retry-after') }
}
