import { z } from 'zod'
import { exchangeSigningText, programSigningText, protocolVersion } from '../../shared/contract/exchange.ts'
import { batchFactsMax } from '../../shared/contract/limits.ts'
import { type ChainHead, genesisHead, type SealedFact } from '../../shared/domain/fact.ts'
import { addDays, businessDateAt } from '../../shared/lib/calendar.ts'
import { canonicalJson } from '../../shared/lib/canonical-json.ts'
import { readRow, type Transaction } from '../db/database.ts'
import { makeKeyPair, signerOf } from '../db/ed25519.ts'
import { publishChanges } from '../db/feed.ts'
import { inTransaction } from '../db/transaction.ts'
import { addMembers } from '../members/member-store.ts'
import { addStaff } from '../staff/add-staff.ts'
import { addStore } from '../staff/add-store.ts'
import { hashPin } from '../staff/pin-hash.ts'
import { openEpoch } from '../sync/enrolment.ts'
import type { HeadOffice } from '../sync/head-office.ts'
import { receiveWithin } from '../sync/receive-facts.ts'
import { createChance } from './chance.ts'
import { sampleProgram, sampleStaff, sampleStores } from './sample-chain.ts'
import { makeHistory } from './sample-history.ts'
import { type Habit, makeSampleMembers } from './sample-members.ts'
import { makeVisits } from './sample-visits.ts'

const seed = 20_260_217
const dayCount = 400

/**
 * Fills an empty database with the sample chain, in one transaction: a kill in the middle leaves it empty. A database
 * with anything in it is left as it is.
 */
export async function ensureSampleChain(
  office: HeadOffice,
  onProgress: (text: string) => void,
): Promise<void> {
  const pinHashes = new Map<string, string>()
  await inTransaction(office.database, async (transaction) => {
    const stores = await transaction`select 1 from stores limit 1`
    if (stores.length > 0) return
    onProgress('Making a sample chain: 2 stores, 3 terminals, 2,000 members ...')
    for (const { staffId, pin } of sampleStaff) pinHashes.set(staffId, await hashPin(pin))
    await fill(transaction, office, { onProgress, pinHashes })
  })
  // Fresh tables have no statistics, and the planner would guess.
  if (pinHashes.size > 0)
    await office.database`analyze members, cards, facts, postings, ledger_entries, accounts, feed`
}

async function fill(
  transaction: Transaction,
  office: HeadOffice,
  { onProgress, pinHashes }: { onProgress: (text: string) => void; pinHashes: ReadonlyMap<string, string> },
): Promise<void> {
  const today = businessDateAt(office.clock(), 'Asia/Ho_Chi_Minh')
  const firstDay = addDays(today, -dayCount)
  const chance = createChance(seed)
  const habits = makeSampleMembers(chance, firstDay, dayCount)
  await addBase(transaction, office, { habits, firstDay, pinHashes })
  const terminals = await openEpochs(transaction)
  const heads = new Map([...terminals].map(([terminalId, { head }]) => [terminalId, head]))
  const visits = makeVisits(chance, habits, { firstDay, dayCount })
  const waiting = new Map<string, SealedFact[]>()
  const settle = async (terminalId: string) => {
    const facts = waiting.get(terminalId) ?? []
    waiting.delete(terminalId)
    await send(transaction, office, { facts, signer: terminals.get(terminalId)?.signer })
  }
  let count = 0
  for (const fact of makeHistory(chance, sampleProgram(firstDay), { visits, heads })) {
    for (const terminalId of terminalsToSettleBefore(fact, waiting)) await settle(terminalId)
    const own = waiting.get(fact.terminalId) ?? []
    waiting.set(fact.terminalId, own)
    own.push(fact)
    if (own.length >= batchFactsMax) await settle(fact.terminalId)
    count += 1
    if (count % 5_000 === 0) onProgress(`  ${count.toLocaleString('en')} facts, up to ${fact.businessDate}`)
  }
  for (const terminalId of waiting.keys()) await settle(terminalId)
  onProgress(`  ${count.toLocaleString('en')} facts of ${dayCount} days settled`)
}

/**
 * The tills of this history were online, so that a redeem reached head office after the points that it took: batches of
 * other terminals that hold the same member go first. Otherwise each such redeem would be a case of over-limit.
 */
function terminalsToSettleBefore(fact: SealedFact, waiting: ReadonlyMap<string, SealedFact[]>): string[] {
  if (fact.body.kind !== 'redeem') return []
  const { memberId } = fact.body.posting
  return [...waiting]
    .filter(([terminalId]) => terminalId !== fact.terminalId)
    .filter(([, facts]) => facts.some((other) => other.body.posting.memberId === memberId))
    .map(([terminalId]) => terminalId)
}

async function addBase(
  transaction: Transaction,
  office: HeadOffice,
  sample: { habits: readonly Habit[]; firstDay: string; pinHashes: ReadonlyMap<string, string> },
): Promise<void> {
  const { habits, firstDay, pinHashes } = sample
  for (const store of sampleStores) await addStore(transaction, store)
  const staff = sampleStaff.map(({ pin: _pin, ...person }) => ({
    ...person,
    status: 'active' as const,
    pinHash: pinHashes.get(person.staffId) ?? '',
  }))
  await addStaff(transaction, staff)
  const document = sampleProgram(firstDay)
  const signature = office.sign(programSigningText(canonicalJson(document)))
  await transaction`insert into programs (version, document, signature)
    values (1, ${JSON.stringify(document)}::text::jsonb, ${signature})`
  await addMembers(
    transaction,
    habits.map((habit) => habit.member),
  )
  await publishChanges(
    transaction,
    [
      { kind: 'program', id: '1' },
      ...staff.map((person) => ({ kind: 'staff' as const, id: person.staffId })),
      ...habits.map((habit) => ({ kind: 'member' as const, id: habit.member.memberId })),
    ],
    null,
  )
}

type SampleTerminal = { head: ChainHead; signer: ReturnType<typeof signerOf> }

const nonceRow = z.object({ enrolmentNonce: z.string() })

/** The machines on which the history happened. Their keys are forgotten; an enrolment opens the next epoch. */
async function openEpochs(transaction: Transaction): Promise<Map<string, SampleTerminal>> {
  const opened = new Map<string, SampleTerminal>()
  for (const { storeId, terminals } of sampleStores)
    for (const { terminalId } of terminals) {
      const { publicKey, privateKeyPem } = makeKeyPair()
      const epoch = await openEpoch(transaction, terminalId, publicKey)
      const row = await readRow(
        transaction`select enrolment_nonce from epochs where terminal_id = ${terminalId} and epoch = ${epoch}`,
        nonceRow,
      )
      const head = genesisHead({ terminalId, storeId, epoch, enrolmentNonce: row?.enrolmentNonce ?? '' })
      opened.set(terminalId, { head, signer: signerOf(privateKeyPem) })
    }
  return opened
}

/** As a terminal sends them: one signature over the batch, which head office keeps as its proof. */
async function send(
  transaction: Transaction,
  office: HeadOffice,
  { facts, signer }: { facts: SealedFact[]; signer: SampleTerminal['signer'] | undefined },
): Promise<void> {
  const [first] = facts
  if (!first || !signer) return
  const { terminalId, epoch } = first
  const request = { protocol: protocolVersion, terminalId, epoch, generation: null, cursor: null, facts }
  const body = JSON.stringify(request)
  const signingText = exchangeSigningText(request, body)
  const batch = { ...request, signingText, signature: signer.sign(signingText) }
  const received = await receiveWithin(transaction, office.library, batch)
  if (!received.ok) throw new Error(`the sample's facts are settled: ${received.refusal.message}`)
}
