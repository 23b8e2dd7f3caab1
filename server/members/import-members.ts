import { v7 as newUuid } from 'uuid'
import { z } from 'zod'
import { type Database, readRows, type Transaction } from '../db/database.ts'
import { publishChanges } from '../db/feed.ts'
import { inTransaction } from '../db/transaction.ts'
import { addMembers } from './member-store.ts'
import type { BadLine, MemberLine } from './read-member-lines.ts'

/** Members of one transaction: terminals that settle wait for the feed's counter no longer than for a batch of theirs. */
const batchMembersMax = 1_000

export type Imported = { addedCount: number; knownCount: number; badLines: BadLine[] }

/**
 * Adds members who are not known by their card, batch by batch; terminals learn of them by the feed. The same list again
 * adds nobody. A card that has another member already is a bad line, and nothing of that member is changed.
 */
export async function importMembers(
  database: Database,
  lines: readonly MemberLine[],
  options: { enrolledOn: string; onProgress: (doneCount: number) => void },
): Promise<Imported> {
  const imported: Imported = { addedCount: 0, knownCount: 0, badLines: [] }
  for (let start = 0; start < lines.length; start += batchMembersMax) {
    const batch = lines.slice(start, start + batchMembersMax)
    const result = await inTransaction(database, (transaction) =>
      importBatch(transaction, batch, options.enrolledOn),
    )
    imported.addedCount += result.addedCount
    imported.knownCount += result.knownCount
    imported.badLines.push(...result.badLines)
    options.onProgress(start + batch.length)
  }
  return imported
}

const holderRow = z.object({ cardNumber: z.string(), name: z.string(), phone: z.string().nullable() })

async function importBatch(
  transaction: Transaction,
  batch: readonly MemberLine[],
  enrolledOn: string,
): Promise<Imported> {
  const rows = await readRows(
    transaction`select card_number, name, phone from cards join members using (member_id)
      where card_number = any(${batch.map((line) => line.cardNumber)}::text[])`,
    holderRow,
  )
  const holders = new Map(rows.map((row) => [row.cardNumber, row]))
  const fresh = batch.filter((line) => !holders.has(line.cardNumber))
  const badLines = batch.flatMap(({ line, cardNumber, name, phone }): BadLine[] => {
    const holder = holders.get(cardNumber)
    if (!holder || (holder.name === name && holder.phone === phone)) return []
    const who = [holder.name, holder.phone].filter(Boolean).join(', ')
    return [{ line, fault: `card number ${cardNumber} belongs to ${who} already; nothing was changed` }]
  })
  if (fresh.length > 0) {
    const members = fresh.map(({ cardNumber, name, phone }) => ({
      memberId: newUuid(),
      name,
      phone,
      enrolledOn,
      cards: [{ cardNumber, status: 'active' as const }],
    }))
    await addMembers(transaction, members)
    const things = members.map(({ memberId }) => ({ kind: 'member' as const, id: memberId }))
    await publishChanges(transaction, things, null)
  }
  return { addedCount: fresh.length, knownCount: batch.length - fresh.length - badLines.length, badLines }
}
