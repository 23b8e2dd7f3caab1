import { z } from 'zod'
import { type ExchangeAnswer, exchangeSigningText } from '../../shared/contract/exchange.ts'
import { ok, type Result, refuse } from '../../shared/lib/result.ts'
import { readRow } from '../db/database.ts'
import { isGenuine, parsePublicKey } from '../db/ed25519.ts'
import { type EnvelopeFault, parseEnvelope } from './envelope.ts'
import type { HeadOffice } from './head-office.ts'
import { readAnswer } from './read-answer.ts'
import { type BatchRefusal, receiveFacts } from './receive-facts.ts'

export type TerminalRefusal = { code: 'terminal-unknown' | 'signature-refused'; message: string }
export type ExchangeRefusal = EnvelopeFault | TerminalRefusal | BatchRefusal

/** One exchange: facts up, acks and changes down. `body` is the raw text that the terminal signed. */
export async function exchange(
  office: HeadOffice,
  { body, signature }: { body: string; signature: string },
): Promise<Result<ExchangeAnswer, ExchangeRefusal>> {
  const parsed = parseEnvelope(body)
  if (!parsed.ok) return parsed
  const request = parsed.value
  const text = exchangeSigningText(request, body)
  const known = await checkTerminal(office, { ...request, text, signature })
  if (!known.ok) return known
  const { terminalId, epoch, facts } = request
  const batch = { terminalId, epoch, facts, signingText: text, signature }
  const received = await receiveFacts(office.database, office.library, batch)
  if (!received.ok) return received
  return ok(await readAnswer(office, request, received.value.needSeq))
}

const keyRow = z.object({ publicKey: z.string() })

/** Whether the terminal is enrolled in this epoch and the text is signed with its key. */
export async function checkTerminal(
  { database }: HeadOffice,
  claim: { terminalId: string; epoch: number; text: string; signature: string },
): Promise<Result<true, TerminalRefusal>> {
  const row = await readRow(
    database`select public_key from epochs
      where terminal_id = ${claim.terminalId} and epoch = ${Math.min(claim.epoch, 2 ** 31 - 1)}::integer`,
    keyRow,
  )
  if (!row) return refuse({ code: 'terminal-unknown', message: 'No such terminal is enrolled here' })
  const key = parsePublicKey(row.publicKey)
  return key && isGenuine(key, claim.text, claim.signature)
    ? ok(true)
    : refuse({ code: 'signature-refused', message: "The signature is not this terminal's" })
}
