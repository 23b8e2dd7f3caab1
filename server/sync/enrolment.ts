import { randomBytes, randomInt } from 'node:crypto'
import { z } from 'zod'
import type { EnrolmentAnswer, EnrolmentFault, EnrolmentRequest } from '../../shared/contract/enrolment.ts'
import { protocolVersion } from '../../shared/contract/exchange.ts'
import { enrolmentCodeLifeMs, enrolmentTriesMax } from '../../shared/contract/limits.ts'
import { genesisHead } from '../../shared/domain/fact.ts'
import { sha256Hex } from '../../shared/lib/hash.ts'
import { ok, type Result, refuse } from '../../shared/lib/result.ts'
import { readRow, type Transaction } from '../db/database.ts'
import { parsePublicKey } from '../db/ed25519.ts'
import { ownTerminalId } from '../db/own-terminal.ts'
import { inTransaction } from '../db/transaction.ts'
import type { HeadOffice } from './head-office.ts'

/** The first digits say which code is meant, so that wrong tries are counted against it; the rest is the secret. */
const selectorDigits = 4
const secretDigits = 8

const codeHashOf = (digits: string): string => sha256Hex(`pointkeeper enrolment code\n${digits}`)

/** A fresh one-time code for a terminal, as groups of digits; nothing when there is no such terminal. */
export async function issueEnrolmentCode(
  { database, clock }: HeadOffice,
  terminalId: string,
): Promise<{ code: string; expiresAt: number } | undefined> {
  if (terminalId === ownTerminalId) return undefined
  const expiresAt = clock() + enrolmentCodeLifeMs
  const secret = String(randomInt(10 ** secretDigits)).padStart(secretDigits, '0')
  return await inTransaction(database, async (transaction) => {
    const known = await transaction`select 1 from terminals where terminal_id = ${terminalId}`
    if (known.length === 0) return undefined
    await transaction`delete from enrolment_codes where expires_at < ${new Date(clock())} and used_epoch is null`
    // A selector that is taken fails on its unique key, and the transaction is tried again with another.
    const selector = String(randomInt(10 ** selectorDigits)).padStart(selectorDigits, '0')
    await transaction`
      insert into enrolment_codes (selector, code_hash, terminal_id, expires_at, tries_left)
      values (${selector}, ${codeHashOf(selector + secret)}, ${terminalId}, ${new Date(expiresAt)}, ${enrolmentTriesMax})`
    return { code: `${selector} ${secret.slice(0, 4)} ${secret.slice(4)}`, expiresAt }
  })
}

const codeRow = z.object({
  codeHash: z.string(),
  terminalId: z.string(),
  expiresAt: z.date(),
  triesLeft: z.int(),
  usedPublicKey: z.string().nullable(),
  usedEpoch: z.int().nullable(),
})

/**
 * Binds a terminal's key to its name: a new epoch with its own chain, the epoch before closed. The same code with the
 * same key again is answered in the same way, since an answer may be lost.
 */
export async function enroll(
  office: HeadOffice,
  request: EnrolmentRequest,
): Promise<Result<EnrolmentAnswer, EnrolmentFault | { code: 'public-key-wrong' }>> {
  if (request.protocol !== protocolVersion) return refuse({ code: 'other-protocol' })
  if (!parsePublicKey(request.publicKey)) return refuse({ code: 'public-key-wrong' })
  const digits = request.code.replace(/\D/g, '')
  return await inTransaction(office.database, async (transaction) => {
    const selector = digits.slice(0, selectorDigits)
    const code = await readRow(
      transaction`select code_hash, terminal_id, expires_at, tries_left, used_public_key, used_epoch
        from enrolment_codes where selector = ${selector} for update`,
      codeRow,
    )
    if (!code || code.triesLeft === 0) return refuse({ code: 'code-wrong' })
    if (code.codeHash !== codeHashOf(digits)) {
      await transaction`update enrolment_codes set tries_left = tries_left - 1 where selector = ${selector}`
      return refuse({ code: 'code-wrong' })
    }
    if (code.usedEpoch !== null)
      return code.usedPublicKey === request.publicKey
        ? ok(await readIdentity(transaction, office, code.terminalId, code.usedEpoch))
        : refuse({ code: 'code-used' })
    if (code.expiresAt.getTime() < office.clock()) return refuse({ code: 'code-expired' })
    const epoch = await openEpoch(transaction, code.terminalId, request.publicKey)
    await transaction`update enrolment_codes set used_public_key = ${request.publicKey}, used_epoch = ${epoch}
      where selector = ${selector}`
    return ok(await readIdentity(transaction, office, code.terminalId, epoch))
  })
}

const terminalRow = z.object({ storeId: z.string(), newestEpoch: z.int() })

/** Opens the next epoch of a terminal and closes the one before. Late facts of a closed epoch are still settled. */
export async function openEpoch(
  transaction: Transaction,
  terminalId: string,
  publicKey: string,
): Promise<number> {
  await transaction`select 1 from terminals where terminal_id = ${terminalId} for update`
  const terminal = await readRow(
    transaction`select store_id, coalesce((select max(epoch) from epochs
        where epochs.terminal_id = terminals.terminal_id), 0) as newest_epoch
      from terminals where terminal_id = ${terminalId}`,
    terminalRow,
  )
  if (!terminal) throw new Error(`terminal ${terminalId} is known`)
  const epoch = terminal.newestEpoch + 1
  const enrolmentNonce = randomBytes(16).toString('hex')
  const head = genesisHead({ terminalId, storeId: terminal.storeId, epoch, enrolmentNonce })
  await transaction`update epochs set status = 'closed' where terminal_id = ${terminalId} and status = 'active'`
  await transaction`
    insert into epochs (terminal_id, epoch, public_key, enrolment_nonce, chain_hash)
    values (${terminalId}, ${epoch}, ${publicKey}, ${enrolmentNonce}, ${head.hash})`
  return epoch
}

const identityRow = z.object({
  terminalId: z.string(),
  terminalName: z.string(),
  storeId: z.string(),
  storeName: z.string(),
  epoch: z.int(),
  enrolmentNonce: z.string(),
})

async function readIdentity(
  transaction: Transaction,
  { publicKey }: HeadOffice,
  terminalId: string,
  epoch: number,
): Promise<EnrolmentAnswer> {
  const row = await readRow(
    transaction`
      select terminals.terminal_id, terminals.name as terminal_name, stores.store_id, stores.name as store_name,
        epochs.epoch, epochs.enrolment_nonce
      from epochs join terminals using (terminal_id) join stores using (store_id)
      where terminal_id = ${terminalId} and epoch = ${epoch}`,
    identityRow,
  )
  if (!row) throw new Error(`epoch ${epoch} of terminal ${terminalId} is known`)
  return { ...row, headOfficePublicKey: publicKey }
}
