import { argon2id } from 'hash-wasm'
import { expect, test } from 'vitest'
import { cardNumberOf } from '../../../shared/domain/card.ts'
import { deriveAgain } from '../../../shared/domain/derive.ts'
import type { MemberRow } from '../../../shared/domain/member.ts'
import { emptyStanding } from '../../../shared/domain/standing.ts'
import { MemoryHeadOffice, sampleProgram } from '../../../tests/simulation/memory-head-office.ts'
import { openMemoryTill, settle } from '../../../tests/simulation/memory-till.ts'
import { loadMemberView } from '../queries/load-member-view.ts'
import { loadProgram } from '../queries/load-program.ts'
import { loadStaff } from '../queries/load-staff.ts'
import { loadTerminal } from '../queries/load-terminal.ts'
import { awardPoints, previewAward } from './award-points.ts'
import { enrollTerminal } from './enroll-terminal.ts'
import { findMembers } from './find-members.ts'
import { identifyMember } from './identify-member.ts'
import { offerRedeem, previewRedeem, redeemPoints } from './redeem-points.ts'
import { signIn } from './sign-in.ts'

/** A till that knows one member with these points, and is offline from then on. */
async function tillWith(own: Partial<MemberRow> = {}, points = 0, headOffice = new MemoryHeadOffice()) {
  const lots = points > 0 ? [{ lotId: 'lot-1', unitId: 'points', points, expiresOn: null }] : []
  const standing = { ...emptyStanding(), lots, tierPoints: points, tierId: 'member' }
  headOffice.addMember(1, { standing, ...own })
  const till = await openMemoryTill(headOffice)
  till.env.sync.start()
  await settle(() => till.timers.waiting.length === 1)
  till.bridge.isOffline = true
  return till
}

type Till = Awaited<ReturnType<typeof tillWith>>

const award = (till: Till, receiptNumber: string, amount = '250.000') =>
  awardPoints(till.env, { memberId: 'member-1', amount, receiptNumber, cashierId: 'staff-1' })

const redeem = (till: Till, receiptNumber: string, points = 100, amount = '500.000') =>
  redeemPoints(till.env, { memberId: 'member-1', points, amount, receiptNumber, cashierId: 'staff-1' })

const codeOf = (decision: { ok: true } | { ok: false; refusal: { code: string } }) =>
  decision.ok ? 'ok' : decision.refusal.code

test('an award is recorded, sealed, shown, and derived again to the letter', async () => {
  const till = await tillWith()
  const awarded = await award(till, ' hd 001 ')
  if (!awarded.ok) throw new Error(awarded.refusal.code)
  const { fact, view } = awarded.value
  expect(fact).toMatchObject({ terminalSeq: 1, businessDate: '2026-11-21', cashierId: 'staff-1' })
  expect(fact.body.kind === 'award' && fact.body.sale).toEqual({
    amountMinor: 250_000,
    paidWithPointsMinor: 0,
    receiptNumber: 'HD001',
  })
  expect(view).toMatchObject({ balancePoints: 25, pendingPoints: 25, usablePoints: 25 })
  expect(view.recent.map(({ state }) => state)).toEqual(['pending'])
  expect(deriveAgain(fact.body, sampleProgram)).toBeUndefined()
  expect(till.bridge.journal).toEqual([fact])
  expect((await till.env.db.facts.toArray()).map((record) => record.fact)).toEqual([fact])
})

test('the preview is what the award then does, and records nothing', async () => {
  const till = await tillWith({}, 490)
  const preview = await previewAward(till.env, { memberId: 'member-1', amount: '250000', receiptNumber: '' })
  expect(preview).toMatchObject({
    ok: true,
    value: { points: 25, baseMinor: 250_000, balanceAfterPoints: 515, isUpgrade: true },
  })
  expect(preview.ok && preview.value.tierAfter?.tierId).toBe('silver')
  expect(till.bridge.journal).toEqual([])
  const awarded = await award(till, 'A1', '250000')
  expect(awarded.ok && awarded.value.view).toMatchObject({ balancePoints: 515, tier: { tierId: 'silver' } })
  const next = await previewAward(till.env, { memberId: 'member-1', amount: '250000', receiptNumber: 'A1' })
  expect(codeOf(next)).toBe('receipt-number-used')
})

test('two presses at once award once', async () => {
  const till = await tillWith()
  const both = await Promise.all([award(till, 'A1'), award(till, 'A1')])
  expect(both.map(codeOf)).toEqual(['ok', 'receipt-number-used'])
  expect(till.bridge.journal).toHaveLength(1)
})

test('a receipt number may come again on another business date', async () => {
  const till = await tillWith()
  expect(codeOf(await award(till, 'A1'))).toBe('ok')
  till.time.now += 24 * 3_600_000
  expect(codeOf(await award(till, 'A1'))).toBe('ok')
  expect(till.bridge.journal.map((fact) => fact.businessDate)).toEqual(['2026-11-21', '2026-11-22'])
})

test('the business date is the store’s, not Greenwich’s', async () => {
  const till = await tillWith()
  till.time.now = Date.parse('2026-11-21T17:30:00Z')
  const awarded = await award(till, 'A1')
  expect(awarded.ok && awarded.value.fact.businessDate).toBe('2026-11-22')
})

test('redeem, then award on the same receipt: the part paid with points earns nothing', async () => {
  const till = await tillWith({}, 300)
  const offer = await offerRedeem(till.env, { memberId: 'member-1', amount: '500.000' })
  expect(offer).toMatchObject({
    ok: true,
    value: { usablePoints: 300, largestPoints: 300, largestDiscountMinor: 30_000 },
  })
  const input = { memberId: 'member-1', points: 200, amount: '500.000', receiptNumber: '' }
  expect(await previewRedeem(till.env, input)).toMatchObject({
    ok: true,
    value: { discountMinor: 20_000, usableAfterPoints: 100 },
  })
  const redeemed = await redeem(till, 'A1', 200)
  expect(redeemed).toMatchObject({ ok: true, value: { discountMinor: 20_000, view: { usablePoints: 100 } } })
  expect(codeOf(await redeem(till, 'A1'))).toBe('receipt-number-used')
  const awarded = await award(till, 'a1', '500.000')
  expect(awarded.ok && awarded.value.fact.body).toMatchObject({ sale: { paidWithPointsMinor: 20_000 } })
  expect(awarded.ok && awarded.value.view.balancePoints).toBe(148)
  expect(codeOf(await redeem(till, 'A1'))).toBe('receipt-number-used')
  for (const fact of till.bridge.journal) expect(deriveAgain(fact.body, sampleProgram)).toBeUndefined()
})

test('points awarded here and not settled yet may be redeemed here', async () => {
  const till = await tillWith()
  await award(till, 'A1', '2.000.000')
  expect(await redeem(till, 'A2', 200)).toMatchObject({ ok: true, value: { view: { balancePoints: 0 } } })
  const refused = await redeem(till, 'A3', 100)
  expect(refused).toMatchObject({
    ok: false,
    refusal: { code: 'redeem-above-usable', values: { usablePoints: 0 } },
  })
})

test('a lot whose last day is past is not usable; on its last day it is', async () => {
  const lots = [
    { lotId: 'past', unitId: 'points', points: 100, expiresOn: '2026-11-20' },
    { lotId: 'today', unitId: 'points', points: 200, expiresOn: '2026-11-21' },
  ]
  const till = await tillWith({ standing: { ...emptyStanding(), lots, tierPoints: 300, tierId: 'member' } })
  expect(await loadMemberView(till.env, 'member-1')).toMatchObject({ balancePoints: 300, usablePoints: 200 })
  expect(codeOf(await redeem(till, 'A1', 300))).toBe('redeem-above-usable')
  const redeemed = await redeem(till, 'A1', 200)
  expect(redeemed.ok && redeemed.value.fact.body.posting.moves).toEqual([
    { lotId: 'today', unitId: 'points', points: -200, expiresOn: '2026-11-21' },
  ])
})

test.each([
  ['', 'amount-missing'],
  ['0', 'amount-not-positive'],
  ['-5', 'amount-not-positive'],
  ['2,5', 'amount-not-whole'],
  ['1e9', 'amount-not-whole'],
  ['9999999999999', 'amount-too-large'],
  ['9000', 'ok'],
])('an amount typed as "%s" is %s', async (amount, code) => {
  const till = await tillWith({ standing: { ...emptyStanding(), tierId: 'gold' } })
  expect(codeOf(await award(till, 'A1', amount))).toBe(code)
})

test('what cannot be written is refused with the reason, and nothing is shown as done', async () => {
  const till = await tillWith()
  till.bridge.recordFault = { code: 'disk-full' }
  const refused = await award(till, 'A1')
  expect(refused).toMatchObject({ refusal: { code: 'not-recorded', values: { reason: 'disk-full' } } })
  expect(await till.env.db.facts.count()).toBe(0)
  till.bridge.recordFault = null
  expect(codeOf(await award(till, 'A1'))).toBe('ok')
})

test('a crash between journal and database: the next command finds the fact, and the receipt is used', async () => {
  const till = await tillWith()
  await award(till, 'A1')
  await till.env.db.facts.clear()
  expect(codeOf(await award(till, 'A1'))).toBe('receipt-number-used')
  expect(await loadMemberView(till.env, 'member-1')).toMatchObject({ balancePoints: 25 })
})

test('a journal that is behind the database records nothing: its numbers have been used', async () => {
  const till = await tillWith()
  await award(till, 'A1')
  await award(till, 'A2')
  till.bridge.journal.pop()
  expect(await award(till, 'A3')).toMatchObject({
    refusal: { code: 'not-recorded', values: { reason: 'journal-damaged' } },
  })
})

test('a database with other facts than the journal is made again from the journal', async () => {
  const till = await tillWith()
  await award(till, 'A1')
  const other = await tillWith()
  await award(other, 'B1')
  await award(other, 'B2')
  await other.env.db.facts.put({ ...((await till.env.db.facts.toArray())[0] ?? never()), terminalSeq: 2 })
  expect(codeOf(await award(other, 'B2'))).toBe('receipt-number-used')
  expect((await other.env.db.facts.toArray()).map(({ receiptNumber }) => receiptNumber)).toEqual(['B1', 'B2'])
})

test('any text is understood or refused by name, never thrown', async () => {
  const till = await tillWith({ phone: '+84912345678' })
  const codes = await Promise.all(
    [
      '1'.repeat(7_000),
      '\u0000\u0000\u0000',
      '🧋🧋🧋',
      '',
      '   ',
      'https://example.com/',
      '9999999999999',
      '2900000000017',
      cardNumberOf('88', 1),
      cardNumberOf('29', 999),
      cardNumberOf('29', 1),
      '0912 345 678',
      '+84 912.345.678',
      '0084912345678',
      '0912345679',
      '‮2900000000018',
    ].map(async (text) => codeOf(await identifyMember(till.env, text))),
  )
  expect(codes).toEqual([
    'code-too-long',
    'code-not-understood',
    'code-not-understood',
    'code-not-understood',
    'code-not-understood',
    'code-not-understood',
    'card-check-digit-wrong',
    'card-check-digit-wrong',
    'card-of-another-program',
    'card-unknown',
    'ok',
    'ok',
    'ok',
    'ok',
    'phone-unknown',
    'code-not-understood',
  ])
})

test('a blocked or replaced card and a blocked member are refused by name', async () => {
  const headOffice = new MemoryHeadOffice()
  const [blocked, old, fresh] = [cardNumberOf('29', 2), cardNumberOf('29', 3), cardNumberOf('29', 4)]
  headOffice.addMember(2, { cards: [{ cardNumber: blocked, status: 'blocked' }] })
  headOffice.addMember(3, {
    cards: [
      { cardNumber: old, status: 'replaced' },
      { cardNumber: fresh, status: 'active' },
    ],
  })
  const till = await tillWith({ status: 'blocked' }, 500, headOffice)
  expect(codeOf(await identifyMember(till.env, blocked))).toBe('card-blocked')
  expect(await identifyMember(till.env, old)).toMatchObject({
    refusal: { code: 'card-replaced', values: { cardNumberEnd: fresh.slice(-4) } },
  })
  expect(await identifyMember(till.env, fresh)).toMatchObject({ value: { memberId: 'member-3' } })
  expect(codeOf(await identifyMember(till.env, cardNumberOf('29', 1)))).toBe('member-blocked')
  expect(codeOf(await award(till, 'A1'))).toBe('member-blocked')
  expect(codeOf(await redeem(till, 'A1'))).toBe('member-blocked')
})

test('a phone number of two members names neither', async () => {
  const headOffice = new MemoryHeadOffice()
  headOffice.addMember(2, { phone: '+84912345678' })
  const till = await tillWith({ phone: '+84912345678' }, 0, headOffice)
  expect(codeOf(await identifyMember(till.env, '0912345678'))).toBe('phone-unknown')
  expect(await findMembers(till.env, '0912345678', 10)).toHaveLength(2)
})

test('members are found by digits at the end, whole old numbers, cards, and words without accents', async () => {
  const headOffice = new MemoryHeadOffice()
  headOffice.addMember(2, { name: 'Đặng Thị Ánh Tuyết', phone: '+84912345678' })
  headOffice.addMember(3, { name: 'Nguyễn Thị Lan', phone: '+84783456789' })
  headOffice.addMember(4, { name: 'Lê Lan Anh', phone: '+84903111678' })
  const till = await tillWith({ name: 'Trần Văn Bình' }, 0, headOffice)
  const found = async (text: string, countMax = 10) =>
    (await findMembers(till.env, text, countMax)).map(({ memberId }) => memberId).sort()
  expect(await found('5678')).toEqual(['member-2'])
  expect(await found('678')).toEqual([])
  expect(await found('01283456789')).toEqual(['member-3'])
  expect(await found(cardNumberOf('29', 4))).toEqual(['member-4'])
  expect(await found('lan')).toEqual(['member-3', 'member-4'])
  expect(await found('lan', 1)).toHaveLength(1)
  expect(await found('ĐẶNG thị')).toEqual(['member-2'])
  expect(await found('dang tuy')).toEqual(['member-2'])
  expect(await found('nguyen lan')).toEqual(['member-3'])
  expect(await found('lan le')).toEqual(['member-4'])
  expect(await found('x')).toEqual([])
  expect(await found('')).toEqual([])
  expect(await found('!'.repeat(7_000))).toEqual([])
  expect((await findMembers(till.env, 'anh tuyet', 5))[0]).toMatchObject({
    name: 'Đặng Thị Ánh Tuyết',
    phoneEnd: '678',
    tier: { tierId: 'member' },
  })
})

test('the view says where the member stands between two tiers', async () => {
  const lots = [{ lotId: 'lot-1', unitId: 'points', points: 1_250, expiresOn: null }]
  const standing = { ...emptyStanding(), lots, tierPoints: 1_250, tierId: 'silver' }
  const till = await tillWith({ standing })
  expect(await loadMemberView(till.env, 'member-1')).toMatchObject({
    tier: { tierId: 'silver' },
    next: { missingPoints: 750, name: { en: 'Gold' } },
    tierProgress: 0.5,
    asOf: till.headOffice.serverTime,
  })
})

test('the program is the one that holds today', async () => {
  const headOffice = new MemoryHeadOffice()
  headOffice.publishProgram(sampleProgram)
  headOffice.publishProgram({ ...sampleProgram, version: 2, validFrom: '2026-11-22' })
  const till = await tillWith({}, 0, headOffice)
  expect((await loadProgram(till.env))?.version).toBe(1)
  till.time.now += 24 * 3_600_000
  expect((await loadProgram(till.env))?.version).toBe(2)
})

test('before any program has come, nothing is sold and nothing breaks', async () => {
  const till = await openMemoryTill()
  expect(codeOf(await identifyMember(till.env, cardNumberOf('29', 1)))).toBe('program-missing')
  expect(codeOf(await award({ ...till, env: till.env }, 'A1'))).toBe('program-missing')
  expect(await loadMemberView(till.env, 'member-1')).toBeUndefined()
  expect(await findMembers(till.env, 'lan', 5)).toEqual([])
})

test('staff of this store sign in with their PIN, and with no other', async () => {
  const headOffice = new MemoryHeadOffice()
  const salt = new Uint8Array(16)
  const cost = { iterations: 2, parallelism: 1, memorySize: 1_024, hashLength: 32 }
  const pinHash = await argon2id({ password: '2580', salt, ...cost, outputType: 'encoded' })
  const lan = {
    staffId: 'lan',
    storeId: 'store-1',
    name: 'Lan',
    role: 'cashier' as const,
    status: 'active' as const,
    pinHash,
  }
  headOffice.publish({ kind: 'staff', staff: lan }, 'lan')
  headOffice.publish({ kind: 'staff', staff: { ...lan, staffId: 'bo', status: 'left' } }, 'bo')
  headOffice.publish({ kind: 'staff', staff: { ...lan, staffId: 'xa', storeId: 'store-2' } }, 'xa')
  const till = await tillWith({}, 0, headOffice)
  expect(await loadStaff(till.env)).toEqual([
    { staffId: 'lan', storeId: 'store-1', name: 'Lan', role: 'cashier' },
  ])
  expect(codeOf(await signIn(till.env, { staffId: 'lan', pin: '2580' }))).toBe('ok')
  const wrong = [
    { staffId: 'lan', pin: '2581' },
    { staffId: 'lan', pin: '' },
    { staffId: 'bo', pin: '2580' },
    { staffId: 'xa', pin: '2580' },
    { staffId: 'no one', pin: '2580' },
  ]
  for (const input of wrong) expect(codeOf(await signIn(till.env, input))).toBe('pin-wrong')
})

test('enrolling as another terminal leaves nothing of the one before', async () => {
  const till = await tillWith({}, 300)
  await award(till, 'A1')
  const identity = till.bridge.enrolled ?? never()
  till.bridge.journal = []
  till.bridge.enroll = async () => {
    till.bridge.enrolled = { ...identity, terminalId: 'terminal-9' }
    return { ok: true, value: till.bridge.enrolled }
  }
  await enrollTerminal(till.env, { headOfficeUrl: identity.headOfficeUrl, code: '1234' })
  expect((await loadTerminal(till.env)).identity?.terminalId).toBe('terminal-9')
  expect(await till.env.db.facts.count()).toBe(0)
  expect(await till.env.db.members.count()).toBe(0)
})

function never(): never {
  throw new Error('there is one')
}
