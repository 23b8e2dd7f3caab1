import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSmallHeadOffice, type SmallHeadOffice } from '../../tests/simulation/small-head-office.ts'
import type { Transaction } from '../db/database.ts'
import { inSnapshot, inTransaction } from '../db/transaction.ts'
import { findDifferences } from './find-differences.ts'

let office: SmallHeadOffice
beforeAll(async () => {
  office = await openSmallHeadOffice(3)
  const terminal = await office.enroll('north-1')
  for (const memberId of office.memberIds)
    for (const amountMinor of [50_000, 70_000, 90_000])
      terminal.award({ memberId, amountMinor, program: office.program })
  await terminal.exchange()
})
afterAll(() => office.remove())

test('what was recorded holds together', async () => {
  expect(await inSnapshot(office.database, findDifferences)).toEqual({
    differences: [],
    counts: { facts: 9, postings: 9, members: 3, accounts: 4 },
  })
})

test('the ledger cannot be edited', async () => {
  const { database } = office
  await expect(database`update ledger_entries set points = 0`).rejects.toThrow('added, never changed')
  await expect(database`delete from postings`).rejects.toThrow('added, never changed')
  await expect(database`truncate facts cascade`).rejects.toThrow('added, never changed')
})

/** Each with what somebody who owns the database could do, triggers off, and what is then said. */
test.each<[string, (transaction: Transaction) => PromiseLike<unknown>, RegExp]>([
  [
    'a balance',
    (sql) => sql`update accounts set balance_points = 9999 where account = 'member:member-1:points'`,
    /account member:member-1:points: balance 9999, entries 210/,
  ],
  [
    'an entry',
    (sql) => sql`update ledger_entries set points = points + 1 where account = 'member:member-1:points'`,
    /entries sum to 1, not to zero/,
  ],
  ['both entries', (sql) => sql`update ledger_entries set points = points * 2`, /are not its own/],
  [
    'a standing',
    (sql) =>
      sql`update members set standing = jsonb_set(standing, '{tierPoints}', '5000') where member_id = 'member-2'`,
    /member member-2: standing/,
  ],
  [
    'a fact',
    (sql) => sql`update facts set sealed = replace(sealed, '"amountMinor":50000', '"amountMinor":60000')`,
    /fact 1: the chain is broken/,
  ],
  ['the last fact', (sql) => sql`delete from facts where terminal_seq = 9`, /head is 9/],
  [
    'a posting',
    (sql) => sql`delete from postings where terminal_seq = 9`,
    /fact 9: accepted, but its posting is missing/,
  ],
])('a change to %s is found', async (_what, tamper, said) => {
  const stop = new Error('rolled back: the next case begins with good data')
  const found = inTransaction(office.database, async (transaction) => {
    await transaction`set local session_replication_role = replica`
    await tamper(transaction)
    const { differences } = await findDifferences(transaction)
    expect(differences.join('\n')).toMatch(said)
    throw stop
  })
  await expect(found).rejects.toBe(stop)
})
