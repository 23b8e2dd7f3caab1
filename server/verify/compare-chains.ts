import { z } from 'zod'
import { type ChainHead, genesisHead, headAfter } from '../../shared/domain/fact.ts'
import { readRows, type Transaction } from '../db/database.ts'
import { linkFault } from '../sync/chain-link.ts'
import { envelopedFact, readBody } from '../sync/envelope.ts'
import { type Found, pageRows } from './found.ts'

const epochRow = z.object({
  terminalId: z.string(),
  storeId: z.string(),
  epoch: z.int(),
  enrolmentNonce: z.string(),
  settledSeq: z.int(),
  chainHash: z.string(),
})
const factRow = z.object({
  terminalSeq: z.int(),
  hash: z.string(),
  status: z.string(),
  hasPosting: z.boolean(),
  sealed: z.string().transform((text) => envelopedFact.parse(JSON.parse(text))),
})
type FactRow = z.infer<typeof factRow>

/** Each epoch's chain from its beginning to its head, and each accepted fact against its posting. */
export async function compareChains(transaction: Transaction, found: Found): Promise<void> {
  const epochs = await readRows(
    transaction`select terminal_id, store_id, epoch, enrolment_nonce, settled_seq, chain_hash
      from epochs join terminals using (terminal_id) order by terminal_id, epoch`,
    epochRow,
  )
  for (const { settledSeq, chainHash, ...enrolment } of epochs) {
    const name = `terminal ${enrolment.terminalId} epoch ${enrolment.epoch}`
    const head = await followChain(transaction, genesisHead(enrolment), { name, found })
    if (head.terminalSeq !== settledSeq || head.hash !== chainHash)
      found.differences.push(
        `${name}: head is ${settledSeq} ${chainHash}, facts give ${head.terminalSeq} ${head.hash}`,
      )
  }
}

/** The head that the stored facts give, as far as they hold together. */
async function followChain(
  transaction: Transaction,
  genesis: ChainHead,
  { name, found }: { name: string; found: Found },
): Promise<ChainHead> {
  let head = genesis
  while (true) {
    const facts = await readFactsAfter(transaction, head)
    if (facts.length === 0) return head
    found.counts.facts += facts.length
    for (const fact of facts) {
      const troubles = troublesOf(fact, head)
      found.differences.push(...troubles.map((trouble) => `${name} fact ${fact.terminalSeq}: ${trouble}`))
      if (troubles.includes(brokenChain)) return head
      head = headAfter(fact.sealed)
    }
  }
}

const brokenChain = 'the chain is broken'

function troublesOf({ hash, status, hasPosting, sealed }: FactRow, head: ChainHead): string[] {
  const isLinked = hash === sealed.hash && linkFault(sealed, readBody(sealed), head) === undefined
  if (!isLinked) return [brokenChain]
  return (status === 'accepted') === hasPosting
    ? []
    : [`${status}, but its posting is ${hasPosting ? 'kept' : 'missing'}`]
}

const readFactsAfter = (
  transaction: Transaction,
  { terminalId, epoch, terminalSeq }: ChainHead,
): Promise<FactRow[]> =>
  readRows(
    transaction`
      select terminal_seq, hash, status, sealed, exists(select 1 from postings
        where postings.terminal_id = facts.terminal_id and postings.epoch = facts.epoch
          and postings.terminal_seq = facts.terminal_seq) as has_posting
      from facts where terminal_id = ${terminalId} and epoch = ${epoch} and terminal_seq > ${terminalSeq}
      order by terminal_seq limit ${pageRows}`,
    factRow,
  )
