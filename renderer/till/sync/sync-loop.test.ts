import { expect, test } from 'vitest'
import { MemoryHeadOffice, sampleProgram } from '../../../tests/simulation/memory-head-office.ts'
import { openMemoryTill, settle } from '../../../tests/simulation/memory-till.ts'
import { awardPoints } from '../commands/award-points.ts'
import { redeemPoints } from '../commands/redeem-points.ts'
import { catchUpWithJournal } from '../db/catch-up-with-journal.ts'
import { loadMemberView } from '../queries/load-member-view.ts'
import { loadSyncView } from '../queries/load-sync-view.ts'

type Till = Awaited<ReturnType<typeof openMemoryTill>>

let receipts = 0

async function award(till: Till, amount = '1.000.000', memberId = 'member-1') {
  receipts += 1
  const input = { memberId, amount, receiptNumber: `R${receipts}`, cashierId: 'staff-1' }
  const awarded = await awardPoints(till.env, input)
  if (!awarded.ok) throw new Error(awarded.refusal.code)
  return awarded.value
}

/** Exchanges until nothing more is to do, as the loop does; the timer then waits. */
async function exchange(till: Till) {
  till.env.sync.start()
  await settle(() => till.timers.waiting.length === 1)
}

const pointsOf = async (till: Till, memberId = 'member-1') => {
  const view = await loadMemberView(till.env, memberId)
  return view && [view.confirmedPoints, view.pendingPoints, view.balancePoints]
}

const settledSeq = async (till: Till) => (await till.env.db.syncMeta())?.settledSeq

async function openedTill(headOffice = new MemoryHeadOffice()) {
  if (headOffice.data.members.size === 0) headOffice.addMember(1)
  const till = await openMemoryTill(headOffice)
  await exchange(till)
  return till
}

test('balance = confirmed + own unsettled facts, before, during and after an exchange', async () => {
  const till = await openedTill()
  expect(await pointsOf(till)).toEqual([0, 0, 0])
  till.bridge.isOffline = true
  await award(till)
  await award(till)
  expect(await pointsOf(till)).toEqual([0, 200, 200])
  const redeemed = await redeemPoints(till.env, {
    memberId: 'member-1',
    points: 100,
    amount: '500.000',
    receiptNumber: 'redeem',
    cashierId: 'staff-1',
  })
  expect(redeemed.ok).toBe(true)
  expect(await pointsOf(till)).toEqual([0, 100, 100])
  expect(await loadSyncView(till.env)).toMatchObject({ waitingFacts: 3, oldestWaitingAt: till.time.now })
  till.bridge.isOffline = false
  await exchange(till)
  expect(await pointsOf(till)).toEqual([100, 0, 100])
  expect(await loadSyncView(till.env)).toMatchObject({
    state: 'online',
    waitingFacts: 0,
    oldestWaitingAt: null,
  })
})

test('a lost answer counts nothing twice: the facts go again and are duplicates', async () => {
  const till = await openedTill()
  till.bridge.troubles.push({ kind: 'answer-lost' })
  await award(till)
  await settle(() => till.timers.waiting.length === 1)
  expect(till.headOffice.data.members.get('member-1')?.version).toBe(2)
  expect(await pointsOf(till)).toEqual([0, 100, 100])
  expect(await settledSeq(till)).toBe(0)
  await exchange(till)
  expect(till.bridge.sent.slice(-2).map((facts) => facts.length)).toEqual([1, 1])
  expect(till.headOffice.data.members.get('member-1')?.version).toBe(2)
  expect(await pointsOf(till)).toEqual([100, 0, 100])
})

test('facts recorded while an answer is lost are pending beside those that head office knows already', async () => {
  const till = await openedTill()
  till.bridge.troubles.push({ kind: 'answer-lost' })
  await award(till)
  await settle(() => till.timers.waiting.length === 1)
  till.bridge.isOffline = true
  await award(till)
  expect(await pointsOf(till)).toEqual([0, 200, 200])
  till.bridge.isOffline = false
  await exchange(till)
  expect(await pointsOf(till)).toEqual([200, 0, 200])
})

test('one exchange carries no more than its limit, and the rest follows at once', async () => {
  const headOffice = new MemoryHeadOffice()
  for (let number = 1; number <= 51; number += 1) headOffice.addMember(number)
  const till = await openedTill(headOffice)
  till.bridge.isOffline = true
  for (let count = 0; count < 510; count += 1) await award(till, '100.000', `member-${(count % 51) + 1}`)
  till.bridge.isOffline = false
  await exchange(till)
  const sizes = till.bridge.sent.filter((facts) => facts.length > 0).map((facts) => facts.length)
  expect(sizes).toEqual([500, 10])
  expect(till.bridge.sent.flat().map((fact) => fact.terminalSeq)).toEqual(
    Array.from({ length: 510 }, (_, index) => index + 1),
  )
  expect(await pointsOf(till, 'member-51')).toEqual([100, 0, 100])
})

test('a gap sends again from where head office asks', async () => {
  const till = await openedTill()
  const backup = till.headOffice.backup()
  await award(till)
  await settle(() => till.timers.waiting.length === 1)
  // The same life of the data, but the fact is gone: as after a crash of head office without its last write.
  till.headOffice.data = backup
  await award(till)
  await settle(async () => till.timers.waiting.length === 1 && (await settledSeq(till)) === 2)
  expect(till.headOffice.data.settled.get('terminal-1 1')?.length).toBe(2)
  expect(await pointsOf(till)).toEqual([200, 0, 200])
})

test('facts that nobody has any more hold up the rest, and the screen says so', async () => {
  const till = await openedTill()
  till.bridge.isOffline = true
  for (let count = 0; count < 3; count += 1) await award(till)
  await settle(() => till.timers.waiting.length === 1)
  // Damage took the first fact from the journal, and the database was made again from what was left.
  till.bridge.journal.shift()
  await till.env.db.facts.delete([1, 1])
  till.bridge.isOffline = false
  till.timers.fire()
  await settle(() => till.timers.waiting.length === 1)
  expect(await loadSyncView(till.env)).toMatchObject({ state: 'offline', fault: 'request-refused' })
  expect(till.log.at(-1)).toMatchObject({ event: 'facts.missing', details: { neededSeq: 1 } })
})

test('a head office restored from a backup gets the lost facts again; the balance never moves', async () => {
  const till = await openedTill()
  await award(till)
  await settle(async () => till.timers.waiting.length === 1 && (await settledSeq(till)) === 1)
  const backup = till.headOffice.backup()
  await award(till)
  await award(till)
  await settle(async () => till.timers.waiting.length === 1 && (await settledSeq(till)) === 3)
  expect(await pointsOf(till)).toEqual([300, 0, 300])
  till.headOffice.restore(backup)
  // One answer at a time: the rows of the former life stay right until those of the new one come.
  till.headOffice.pageMax = 1
  till.bridge.isOffline = true
  await award(till)
  expect(await pointsOf(till)).toEqual([300, 100, 400])
  till.bridge.isOffline = false
  await exchange(till)
  expect(await settledSeq(till)).toBe(4)
  expect(await pointsOf(till)).toEqual([400, 0, 400])
  expect(till.headOffice.data.settled.get('terminal-1 1')?.map((fact) => fact.terminalSeq)).toEqual([
    1, 2, 3, 4,
  ])
  expect(await loadSyncView(till.env)).toMatchObject({ isCaughtUp: true, membersKnown: 1 })
})

test('an older version of a member never overwrites a newer; in another life of the data it does', async () => {
  const till = await openedTill()
  const newer = { ...till.headOffice.addMember(2), version: 7, name: 'Newer' }
  till.headOffice.putMember(newer)
  await exchange(till)
  till.headOffice.putMember({ ...newer, version: 6, name: 'Older' })
  await exchange(till)
  expect((await loadMemberView(till.env, 'member-2'))?.name).toBe('Newer')
  till.headOffice.restore(till.headOffice.backup())
  await exchange(till)
  expect((await loadMemberView(till.env, 'member-2'))?.name).toBe('Older')
})

test('a refused fact stops being pending, and says so', async () => {
  const till = await openedTill()
  till.bridge.isOffline = true
  const { fact } = await award(till)
  await award(till)
  till.headOffice.refusedReceipts.add(fact.body.kind === 'award' ? fact.body.sale.receiptNumber : '')
  till.bridge.isOffline = false
  await exchange(till)
  expect(await pointsOf(till)).toEqual([100, 0, 100])
  const view = await loadMemberView(till.env, 'member-1')
  expect(view?.recent.map(({ state }) => state)).toEqual(['confirmed', 'refused'])
})

test('what another terminal did arrives with the next wake-up', async () => {
  const headOffice = new MemoryHeadOffice()
  headOffice.addMember(1)
  const first = await openedTill(headOffice)
  const second = await openMemoryTill(headOffice)
  second.bridge.enrolled = { ...(second.bridge.enrolled ?? never()), terminalId: 'terminal-2' }
  await exchange(second)
  await award(first)
  await settle(async () => (await settledSeq(first)) === 1)
  second.bridge.wake()
  await settle(async () => ((await pointsOf(second)) ?? [])[0] === 100)
  expect(await pointsOf(second)).toEqual([100, 0, 100])
})

test('a program with a forged signature is not stored', async () => {
  const till = await openedTill()
  till.headOffice.publishProgram({ ...sampleProgram, version: 2 }, 'forged')
  await exchange(till)
  expect((await till.env.db.programs.toArray()).map((program) => program.version)).toEqual([1])
  expect(till.log.map(({ event }) => event)).toContain('program.signature-wrong')
})

test('failed exchanges wait longer and longer, a success resets, and Retry-After is kept', async () => {
  const till = await openedTill()
  till.bridge.isOffline = true
  const delays: number[] = []
  for (let count = 0; count < 4; count += 1) {
    till.timers.fire()
    await settle(() => till.timers.waiting.length === 1)
    delays.push(till.timers.waiting[0]?.delayMs ?? 0)
  }
  expect(delays).toEqual([500, 1_000, 2_000, 4_000])
  expect(await loadSyncView(till.env)).toMatchObject({ state: 'offline', fault: 'offline' })
  till.bridge.isOffline = false
  till.bridge.troubles.push({ kind: 'fault', fault: { code: 'busy', retryAfterMs: 9_000 } })
  till.timers.fire()
  await settle(() => till.timers.waiting.length === 1)
  expect(till.timers.waiting[0]?.delayMs).toBe(9_000 + 8_000)
  const sentBefore = till.bridge.sent.length
  till.bridge.wake()
  await award(till)
  expect(till.bridge.sent.length).toBe(sentBefore)
  till.timers.fire()
  await settle(async () => till.timers.waiting.length === 1 && (await settledSeq(till)) === 1)
  expect(till.timers.waiting[0]?.delayMs).toBe(20_000)
  expect(await loadSyncView(till.env)).toMatchObject({ state: 'online', fault: null })
})

test('a broken wake connection is checked by an exchange, which says offline', async () => {
  const till = await openedTill()
  till.bridge.isOffline = true
  till.bridge.wake(false)
  await settle(async () => (await loadSyncView(till.env)).state === 'offline')
  till.bridge.isOffline = false
  till.bridge.wake(true)
  await settle(async () => (await loadSyncView(till.env)).state === 'online')
})

test('members come page by page, and are counted as they come', async () => {
  const headOffice = new MemoryHeadOffice()
  for (let number = 1; number <= 25; number += 1) headOffice.addMember(number)
  headOffice.pageMax = 10
  const till = await openedTill(headOffice)
  expect(till.bridge.sent.length).toBe(3)
  expect(await loadSyncView(till.env)).toMatchObject({ isCaughtUp: true, membersKnown: 25 })
})

test('a database made again asks head office how far it is, and sends nothing twice', async () => {
  const headOffice = new MemoryHeadOffice()
  headOffice.addMember(1)
  const first = await openedTill(headOffice)
  for (let count = 0; count < 3; count += 1) await award(first)
  await settle(async () => first.timers.waiting.length === 1 && (await settledSeq(first)) === 3)
  const again = await openMemoryTill(headOffice)
  again.bridge.journal = structuredClone(first.bridge.journal)
  const awarded = await award(again).catch((error: Error) => error.message)
  // Its members have not come yet; the journal's facts have.
  expect(awarded).toBe('program-missing')
  expect(await again.env.db.facts.count()).toBe(3)
  await exchange(again)
  expect(again.bridge.sent).toEqual([[]])
  expect(await settledSeq(again)).toBe(3)
  expect(await pointsOf(again)).toEqual([300, 0, 300])
})

test('an answer that knows more facts than the terminal has does not settle facts to come', async () => {
  const headOffice = new MemoryHeadOffice()
  headOffice.addMember(1)
  const first = await openedTill(headOffice)
  for (let count = 0; count < 3; count += 1) await award(first)
  await settle(async () => first.timers.waiting.length === 1 && (await settledSeq(first)) === 3)
  const older = await openMemoryTill(headOffice)
  older.bridge.journal = structuredClone(first.bridge.journal.slice(0, 1))
  await catchUpWithJournal(older.env)
  await exchange(older)
  older.bridge.isOffline = true
  await award(older)
  expect(await loadSyncView(older.env)).toMatchObject({ waitingFacts: 1 })
})

test('the loop stops when told to, after the exchange in flight', async () => {
  const till = await openedTill()
  await till.env.sync.stop()
  expect(till.timers.waiting).toEqual([])
  expect(till.bridge.listeners.size).toBe(0)
  const sentBefore = till.bridge.sent.length
  await award(till)
  till.bridge.wake()
  expect(till.bridge.sent.length).toBe(sentBefore)
})

test('an unexpected failure of one exchange does not end the loop', async () => {
  const till = await openedTill()
  const exchangeAsBefore = till.bridge.exchange
  till.bridge.exchange = () => Promise.reject(new Error('the main process is gone'))
  till.timers.fire()
  await settle(() => till.timers.waiting.length === 1)
  expect(till.log.at(-1)?.event).toBe('exchange.failed')
  // The screen must not go on saying "online" while nothing is sent.
  expect(await loadSyncView(till.env)).toMatchObject({ state: 'offline', fault: 'answer-not-understood' })
  till.bridge.exchange = exchangeAsBefore
  await award(till)
  await settle(async () => (await settledSeq(till)) === 1)
})

function never(): never {
  throw new Error('the sample terminal is enrolled')
}
