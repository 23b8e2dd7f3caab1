import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { protocolVersion } from '../../shared/contract/exchange.ts'
import { requestBytesMax } from '../../shared/contract/limits.ts'
import type { SealedFact } from '../../shared/domain/fact.ts'
import type { MemberRow } from '../../shared/domain/member.ts'
import { balancePoints } from '../../shared/domain/standing.ts'
import { hashOf } from '../../shared/lib/hash.ts'
import { makeKeys } from '../../tests/simulation/signing-terminal.ts'
import { openSmallHeadOffice, type SmallHeadOffice } from '../../tests/simulation/small-head-office.ts'
import type { AttentionView } from '../api/list-attention.ts'
import type { MemberLedger } from '../api/read-member-ledger.ts'
import { inSnapshot } from '../db/transaction.ts'
import { findDifferences } from '../verify/find-differences.ts'

let office: SmallHeadOffice
beforeAll(async () => {
  office = await openSmallHeadOffice(20)
})
afterAll(async () => {
  expect((await inSnapshot(office.database, findDifferences)).differences).toEqual([])
  await office.remove()
})

let nextMember = 0
/** A member that no other test touches. */
const freshMember = (): string => office.memberIds[nextMember++] ?? ''

const casesOf = async (kind: string): Promise<AttentionView[]> =>
  (await office.get<AttentionView[]>('/v1/attention')).filter((found) => found.kind === kind)

const memberOf = (memberId: string): Promise<MemberRow> => office.get<MemberRow>(`/v1/members/${memberId}`)
const balanceOf = async (memberId: string) => balancePoints((await memberOf(memberId)).standing, 'points')

test('an award is settled, acked, and explained in the ledger', async () => {
  const terminal = await office.enroll('north-1')
  const memberId = freshMember()
  terminal.award({ memberId, amountMinor: 250_000, program: office.program })
  const answer = await terminal.exchange()
  expect(answer).toMatchObject({ settledSeq: 1, needSeq: null, acks: [], hasMore: false })
  expect(answer.members.map((row) => [row.memberId, balancePoints(row.standing, 'points')])).toEqual([
    [memberId, 250],
  ])
  const ledger = await office.get<MemberLedger>(`/v1/members/${memberId}/ledger`)
  expect(ledger).toMatchObject({ balancePoints: 250, accountPoints: 250 })
  expect(ledger.postings[0]?.entries).toEqual([
    { account: `member:${memberId}:points`, points: 250 },
    { account: 'program:award:points', points: -250 },
  ])
  expect(ledger.postings[0]?.steps.map((step) => step.step)).toEqual(['base', 'bill-rule', 'lot', 'progress'])
})

test('a replayed batch counts once; an overlapping one settles what is new', async () => {
  const terminal = await office.enroll('north-1')
  const memberId = freshMember()
  const first = terminal.award({ memberId, amountMinor: 100_000, program: office.program })
  await terminal.send([first])
  const again = await terminal.send([first])
  expect(again).toMatchObject({ ok: true, answer: { settledSeq: 1, acks: [] } })
  expect(again.ok && again.answer.members[0]?.memberId).toBe(memberId)
  const second = terminal.award({ memberId, amountMinor: 50_000, program: office.program })
  expect(await terminal.send([first, second])).toMatchObject({ ok: true, answer: { settledSeq: 2 } })
  expect(await balanceOf(memberId)).toBe(150)
})

test('a gap stores nothing and says which fact is needed', async () => {
  const terminal = await office.enroll('north-1')
  const memberId = freshMember()
  const [, second] = [1, 2].map(() =>
    terminal.award({ memberId, amountMinor: 9_000, program: office.program }),
  )
  expect(await terminal.send([second])).toMatchObject({ ok: true, answer: { settledSeq: 0, needSeq: 1 } })
  expect(await balanceOf(memberId)).toBe(0)
  await terminal.exchange()
  expect(await balanceOf(memberId)).toBe(18)
})

test('two histories of one terminal: frozen, one case, nothing stored, nothing taken afterwards', async () => {
  const terminal = await office.enroll('north-2')
  const memberId = freshMember()
  const genesis = terminal.head
  const kept = terminal.award({ memberId, amountMinor: 10_000, program: office.program })
  await terminal.send([kept])
  terminal.head = genesis
  const other = terminal.award({ memberId, amountMinor: 99_000, program: office.program })
  const more = terminal.award({ memberId, amountMinor: 99_000, program: office.program })
  expect(await terminal.send([other, more])).toMatchObject({
    ok: false,
    status: 423,
    code: 'terminal-frozen',
  })
  expect(await terminal.send([kept])).toMatchObject({ ok: false, status: 423 })
  expect(await balanceOf(memberId)).toBe(10)
  const forks = await casesOf('fork')
  expect(forks.map((found) => found.caseKey)).toEqual([`fork:north-2:${terminal.identity.epoch}`])
})

test('a forged, stripped or foreign signature stores nothing', async () => {
  const terminal = await office.enroll('north-1')
  const memberId = freshMember()
  const fact = terminal.award({ memberId, amountMinor: 77_000, program: office.program })
  const refused = { ok: false, status: 401, code: 'signature-refused' }
  expect(await terminal.send([fact], { signWith: makeKeys().privateKey })).toMatchObject(refused)
  expect(await terminal.send([fact], { change: (body) => `${body} ` })).toMatchObject(refused)
  const unknown = { ok: false, status: 401, code: 'terminal-unknown' }
  expect(await terminal.send([fact], { epoch: 99 })).toMatchObject(unknown)
  expect(await balanceOf(memberId)).toBe(0)
})

test('a wrong link under a good signature is refused whole, with one case', async () => {
  const terminal = await office.enroll('north-1')
  const memberId = freshMember()
  const good = terminal.award({ memberId, amountMinor: 10_000, program: office.program })
  const bad = terminal.award({ memberId, amountMinor: 20_000, program: office.program })
  const changed = { ...bad, counters: { ...bad.counters, awardedPoints: 1_000 } }
  for (let tries = 0; tries < 2; tries += 1)
    expect(await terminal.send([good, changed])).toMatchObject({ ok: false, status: 422 })
  expect(await balanceOf(memberId)).toBe(0)
  const cases = (await casesOf('chain')).filter((found) => found.factId === bad.factId)
  expect(cases.map((found) => found.detail.fault)).toEqual(['wrong-counters'])
})

test('what cannot be applied is quarantined, and the queue moves on', async () => {
  const terminal = await office.enroll('south-1')
  const memberId = freshMember()
  const stranger = terminal.award({ memberId: 'nobody', amountMinor: 10_000, program: office.program })
  const early = terminal.award({
    memberId,
    amountMinor: 10_000,
    program: { ...office.program, version: 1_000 },
  })
  const strange = sealStrange(terminal, { kind: 'teleport', to: 'Cần Thơ', zero: '\u0000', lone: '\ud800' })
  const last = terminal.award({ memberId, amountMinor: 33_000, program: office.program })
  const answer = await terminal.exchange()
  expect(answer.settledSeq).toBe(4)
  expect(answer.acks.map((ack) => [ack.factId, ack.status, ack.code])).toEqual([
    [stranger.factId, 'quarantined', 'member-unknown'],
    [early.factId, 'quarantined', 'program-unknown'],
    [strange.factId, 'quarantined', 'body-unreadable'],
  ])
  expect(await balanceOf(memberId)).toBe(33)
  const again = await terminal.send([strange, last])
  expect(again.ok && again.answer.acks.map((ack) => ack.code)).toEqual(['body-unreadable'])
})

test('a receipt counts once in its store and day, whichever terminal sends it', async () => {
  const [one, two, elsewhere] = [
    await office.enroll('north-1'),
    await office.enroll('north-2'),
    await office.enroll('south-1'),
  ]
  const memberId = freshMember()
  const sale = { memberId, amountMinor: 40_000, program: office.program, receiptNumber: 'R-1' }
  const other = freshMember()
  one.award(sale)
  const twice = two.award({ ...sale, memberId: other })
  elsewhere.award(sale)
  expect((await one.exchange()).acks).toEqual([])
  expect((await two.exchange()).acks).toEqual([
    { terminalSeq: 1, factId: twice.factId, status: 'refused', code: 'receipt-number-used' },
  ])
  expect((await elsewhere.exchange()).acks).toEqual([])
  expect([await balanceOf(memberId), await balanceOf(other)]).toEqual([80, 0])
  expect((await casesOf('receipt-number-used')).map((found) => found.factId)).toEqual([twice.factId])
})

test('a claim that the rules do not give is applied as claimed, with both sides in a case', async () => {
  const terminal = await office.enroll('north-1')
  const memberId = freshMember()
  const honest = terminal.award({ memberId, amountMinor: 50_000, program: office.program })
  const factId = randomUUID()
  if (honest.body.kind !== 'award') throw new Error('it is an award')
  const posting = {
    ...honest.body.posting,
    postingId: factId,
    moves: [{ lotId: `${factId}/points`, unitId: 'points', points: 999, expiresOn: null }],
  }
  const sale = { ...honest.body.sale, receiptNumber: 'R-2' }
  terminal.seal({ ...honest.body, posting, sale }, { factId })
  expect((await terminal.exchange()).acks).toEqual([])
  expect(await balanceOf(memberId)).toBe(50 + 999)
  const [found] = (await casesOf('difference')).filter((one) => one.factId === factId)
  expect(found?.detail).toMatchObject({
    claimed: { posting: { moves: [{ points: 999 }] } },
    derived: { posting: { moves: [{ points: 50 }] } },
  })
})

test('points redeemed twice offline leave a debt and a case', async () => {
  const [one, two] = [await office.enroll('north-1'), await office.enroll('south-1')]
  const memberId = freshMember()
  const award = one.award({ memberId, amountMinor: 300_000, program: office.program })
  const { moves: lots } = award.body.posting
  await one.exchange()
  one.redeem({ memberId, points: 300, lots, program: office.program })
  const second = two.redeem({ memberId, points: 200, lots, program: office.program })
  await one.exchange()
  const answer = await two.exchange()
  expect(answer.acks).toEqual([])
  expect(await balanceOf(memberId)).toBe(-200)
  expect((await casesOf('over-limit')).map((found) => found.factId)).toContain(second.factId)
})

test('the same fact id counts once, also under another epoch', async () => {
  const before = await office.enroll('south-1')
  const memberId = freshMember()
  const fact = before.award({ memberId, amountMinor: 60_000, program: office.program })
  await before.exchange()
  const after = await office.enroll('south-1')
  after.seal(fact.body, { factId: fact.factId })
  const answer = await after.exchange()
  expect(answer.acks.map((ack) => ack.code)).toEqual(['fact-id-used'])
  expect(await balanceOf(memberId)).toBe(60)
})

test('facts of a closed epoch still count, and somebody hears of it', async () => {
  const old = await office.enroll('north-2')
  const memberId = freshMember()
  old.award({ memberId, amountMinor: 12_000, program: office.program })
  await office.enroll('north-2')
  await old.exchange()
  expect(await balanceOf(memberId)).toBe(12)
  expect((await casesOf('closed-epoch')).map((found) => found.caseKey)).toContain(
    `closed-epoch:north-2:${old.identity.epoch}`,
  )
})

test('other protocols, broken requests and huge bodies are refused by name', async () => {
  const terminal = await office.enroll('north-1')
  const fact = terminal.award({ memberId: 'member-1', amountMinor: 10_000, program: office.program })
  expect(await terminal.send([fact], { protocol: protocolVersion + 1 })).toMatchObject({
    status: 426,
    code: 'other-protocol',
  })
  const malformed = { ok: false, status: 400, code: 'request-refused' }
  expect(await terminal.send([{ ...fact, terminalSeq: 0 }])).toMatchObject(malformed)
  expect(await terminal.send([{ ...fact, body: { fraction: 0.5 } }])).toMatchObject(malformed)
  expect(await terminal.send([{ ...fact, factId: 'a\u0000b' }])).toMatchObject(malformed)
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  expect(
    await terminal.send([fact], { change: (body) => body.replace('"sale":', `"deep":${deep},"sale":`) }),
  ).toMatchObject(malformed)
  const huge = { ...fact, body: { text: 'x'.repeat(requestBytesMax + 1) } }
  expect(await terminal.send([huge])).toMatchObject({ ok: false, status: 413, code: 'request-refused' })
})

/** A well-sealed fact of a kind that this head office does not know. */
function sealStrange(
  terminal: Awaited<ReturnType<SmallHeadOffice['enroll']>>,
  body: Record<string, unknown>,
) {
  const { terminalId, storeId, epoch, terminalSeq, hash, counters } = terminal.head
  const open = {
    factId: randomUUID(),
    occurredAt: Date.now(),
    businessDate: '2026-11-21',
    cashierId: 'lan',
    body,
    terminalId,
    storeId,
    epoch,
    terminalSeq: terminalSeq + 1,
    previousHash: hash,
    counters: { ...counters, facts: counters.facts + 1 },
  }
  const sealed = { ...open, hash: hashOf(open) }
  terminal.head = {
    ...terminal.head,
    terminalSeq: sealed.terminalSeq,
    hash: sealed.hash,
    counters: sealed.counters,
  }
  terminal.facts.push(sealed as unknown as SealedFact)
  return sealed
}
