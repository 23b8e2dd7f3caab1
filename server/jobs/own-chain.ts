import { z } from 'zod'
import { exchangeSigningText, protocolVersion } from '../../shared/contract/exchange.ts'
import { type ChainHead, type FactDraft, headAfter, sealFact } from '../../shared/domain/fact.ts'
import { assert } from '../../shared/lib/assert.ts'
import { readRow, type Transaction } from '../db/database.ts'
import { ownTerminalId } from '../db/own-terminal.ts'
import { openEpoch } from '../sync/enrolment.ts'
import type { HeadOffice } from '../sync/head-office.ts'
import { lockEpoch, receiveWithin } from '../sync/receive-facts.ts'

const epochRow = z.object({ epoch: z.int() })

/**
 * Locks head office's own chain and returns its head: before any member, as a batch of a till does. A chain begins with
 * the first fact, and again when head office's key has changed.
 */
export async function lockOwnChain(transaction: Transaction, { publicKey }: HeadOffice): Promise<ChainHead> {
  const known = await readRow(
    transaction`select epoch from epochs
      where terminal_id = ${ownTerminalId} and status = 'active' and public_key = ${publicKey}
      order by epoch desc limit 1`,
    epochRow,
  )
  const epoch = known?.epoch ?? (await beginChain(transaction, publicKey))
  const locked = await lockEpoch(transaction, { terminalId: ownTerminalId, epoch })
  assert(locked, 'the chain of head office has begun')
  return locked.head
}

async function beginChain(transaction: Transaction, publicKey: string): Promise<number> {
  await transaction`insert into stores (store_id, name) values (${ownTerminalId}, 'Head office')
    on conflict do nothing`
  await transaction`insert into terminals (terminal_id, store_id, name)
    values (${ownTerminalId}, ${ownTerminalId}, 'Head office') on conflict do nothing`
  return await openEpoch(transaction, ownTerminalId, publicKey)
}

/**
 * Seals head office's own facts onto its locked chain, signs them and settles them as those of a till: derived again,
 * stored, posted, folded into standings, handed to the terminals by the feed.
 */
export async function settleOwnFacts(
  transaction: Transaction,
  office: HeadOffice,
  { drafts, head }: { drafts: readonly FactDraft[]; head: ChainHead },
): Promise<void> {
  if (drafts.length === 0) return
  let last = head
  const facts = drafts.map((draft) => {
    const fact = sealFact(draft, last)
    last = headAfter(fact)
    return fact
  })
  const { terminalId, epoch } = head
  const request = { protocol: protocolVersion, terminalId, epoch, generation: null, cursor: null, facts }
  const signingText = exchangeSigningText(request, JSON.stringify(request))
  const batch = { ...request, signingText, signature: office.sign(signingText) }
  const received = await receiveWithin(transaction, office.library, batch)
  assert(received.ok && received.value.needSeq === null, "head office's own facts are settled")
}
