import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MemberRow } from '../../shared/domain/member.ts'
import { allDebtPoints, balancePoints } from '../../shared/domain/standing.ts'
import type { SigningTerminal } from '../../tests/simulation/signing-terminal.ts'
import { openSmallHeadOffice, type SmallHeadOffice } from '../../tests/simulation/small-head-office.ts'
import { inSnapshot } from '../db/transaction.ts'
import { createChance } from '../sample/chance.ts'
import { findDifferences } from '../verify/find-differences.ts'

const memberCount = 12
let office: SmallHeadOffice
beforeAll(async () => {
  office = await openSmallHeadOffice(memberCount)
})
afterAll(() => office.remove())

const readAll = async () =>
  Promise.all(office.memberIds.map((memberId) => office.get<MemberRow>(`/v1/members/${memberId}`)))

test('three terminals at once on the same members: nothing lost, nothing twice, nothing missed by a reader', async () => {
  const terminals = [
    await office.enroll('north-1'),
    await office.enroll('north-2'),
    await office.enroll('south-1'),
  ]
  const chance = createChance(7)
  const expected = new Map<string, number>(office.memberIds.map((memberId) => [memberId, 0]))
  for (const terminal of terminals)
    for (let count = 0; count < 120; count += 1) {
      const memberId = chance.pick(office.memberIds.slice(8))
      const points = chance.between(1, 90)
      terminal.award({ memberId, amountMinor: points * 1_000, program: office.program })
      expected.set(memberId, (expected.get(memberId) ?? 0) + points)
    }

  const reader = await office.enroll('south-1')
  const seen = new Map<string, MemberRow>()
  let isWriting = true
  const reading = (async () => {
    while (isWriting) remember(seen, await reader.exchange())
    remember(seen, await reader.exchange())
  })()
  await Promise.all(terminals.map((terminal) => drain(terminal, chance.between(3, 17))))
  isWriting = false
  await reading

  const rows = await readAll()
  expect(new Map(rows.map((row) => [row.memberId, balancePoints(row.standing, 'points')]))).toEqual(expected)
  expect(new Map(rows.map((row) => [row.memberId, row.version]))).toEqual(
    new Map([...seen.values()].map((row) => [row.memberId, row.version])),
  )
  expect((await inSnapshot(office.database, findDifferences)).differences).toEqual([])
  const [feed] = await office.database`
    select (select position from feed_head) as head, max(position) as newest, count(distinct position) as places,
      count(*) as rows from feed`
  expect(feed?.head).toBe(feed?.newest)
  expect(feed?.places).toBe(feed?.rows)
}, 60_000)

test('whichever way the terminals settle, the standing is the same', async () => {
  const members = office.memberIds
  const settled = []
  for (const order of [0, 1, 2, 3])
    settled.push(await settleInOrder(order, members.slice(order * 2, order * 2 + 2)))
  const [alone, ...rest] = settled
  expect(alone?.some((standing) => allDebtPoints(standing) > 0)).toBe(true)
  for (const other of rest) expect(other).toEqual(alone)
  expect((await inSnapshot(office.database, findDifferences)).differences).toEqual([])
}, 60_000)

/** The same history of two terminals, on two members of its own, settled in one of four ways. */
async function settleInOrder(order: number, memberIds: readonly string[]): Promise<MemberRow['standing'][]> {
  const terminals = [await office.enroll('north-1'), await office.enroll('south-1')]
  const before = new Map((await readAll()).map((row) => [row.memberId, row.standing]))
  for (const memberId of memberIds) expect(before.get(memberId)?.lots).toEqual([])
  const chance = createChance(11)
  for (let count = 0; count < 60; count += 1) {
    const terminal = chance.pick(terminals)
    terminal.newId = () => `order-${order}-${String(count).padStart(4, '0')}`
    const occurredAt = 1_700_000_000_000 + count * 60_000
    const about = { program: office.program, occurredAt, memberId: chance.pick(memberIds) }
    const lots = terminal.facts.flatMap(({ body }) =>
      body.kind === 'award' && body.posting.memberId === about.memberId ? body.posting.moves : [],
    )
    const [lot] = lots
    if (lot && chance.next() < 0.6) terminal.redeem({ ...about, points: lot.points, lots })
    else terminal.award({ ...about, amountMinor: chance.between(10, 300) * 1_000 })
  }
  const [one, two] = order % 2 === 0 ? terminals : terminals.toReversed()
  if (!one || !two) throw new Error('there are two terminals')
  const step = order < 2 ? 500 : 3
  while (one.settledSeq < one.facts.length || two.settledSeq < two.facts.length) {
    await one.exchange(step)
    await two.exchange(step)
  }
  const rows = (await readAll()).filter((row) => memberIds.includes(row.memberId))
  return rows.map(({ standing }) => ({
    ...standing,
    lots: standing.lots.map((lot) => ({ ...lot, lotId: lot.lotId.slice(-4) })),
  }))
}

async function drain(terminal: SigningTerminal, step: number): Promise<void> {
  while (terminal.settledSeq < terminal.facts.length) await terminal.exchange(step)
}

function remember(seen: Map<string, MemberRow>, answer: { changes: readonly { kind: string }[] }): void {
  for (const change of answer.changes as readonly (
    | { kind: 'member'; member: MemberRow }
    | { kind: 'staff' }
  )[])
    if (change.kind === 'member') {
      expect(change.member.version).toBeGreaterThanOrEqual(seen.get(change.member.memberId)?.version ?? 0)
      seen.set(change.member.memberId, change.member)
    }
}
