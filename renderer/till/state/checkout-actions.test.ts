import { beforeEach, expect, test } from 'vitest'
import { cardNumberOf } from '../../../shared/domain/card.ts'
import { emptyStanding } from '../../../shared/domain/standing.ts'
import { openMemoryTill, settle } from '../../../tests/simulation/memory-till.ts'
import type { TillEnv } from '../till-env.ts'
import { chooseMostPoints, handleScan, pressSaleButton } from './checkout-actions.ts'
import { chooseMode, showIdle, typeAmount, typePoints, typeReceipt, useCheckout } from './checkout-state.ts'
import { usePreferences } from './preferences-state.ts'

const cardOf = (number: number) => cardNumberOf('29', number)
const lots = [{ lotId: 'a', unitId: 'points', points: 640, expiresOn: null }]
const standing = { ...emptyStanding(), lots, tierPoints: 640, tierId: 'silver' }
const screen = () => useCheckout.getState()

let env: TillEnv

beforeEach(async () => {
  usePreferences.setState({ sound: 'off' })
  const till = await openMemoryTill()
  env = till.env
  for (const number of [1, 2]) till.headOffice.addMember(number, { standing })
  env.sync.start()
  await settle(async () => (await env.db.members.count()) === 2)
  await env.sync.stop()
  showIdle()
  useCheckout.setState({ cashierId: 'lan' })
})

test('a scan before anyone has signed in is refused and changes nothing', async () => {
  useCheckout.setState({ cashierId: null })
  await handleScan(env, cardOf(1))
  expect(screen()).toMatchObject({ step: 'idle', memberId: null, refusal: { code: 'not-signed-in' } })
})

test('a card begins its member, and another card takes over while nothing is typed', async () => {
  await handleScan(env, cardOf(1))
  expect(screen()).toMatchObject({ step: 'sale', memberId: 'member-1' })
  await handleScan(env, cardOf(2))
  expect(screen()).toMatchObject({ step: 'sale', memberId: 'member-2', switchToMemberId: null })
})

test('another card asks first once a bill is being typed, and the same card does not', async () => {
  await handleScan(env, cardOf(1))
  typeAmount('250.000')
  await handleScan(env, cardOf(1))
  expect(screen()).toMatchObject({ memberId: 'member-1', amountText: '250.000', switchToMemberId: null })
  await handleScan(env, cardOf(2))
  expect(screen()).toMatchObject({
    memberId: 'member-1',
    amountText: '250.000',
    switchToMemberId: 'member-2',
  })
})

test.each(['R2026-000123', '0912345678', '4006381333931', '1234567890123'])(
  'a scan of %s in a sale is the receipt number',
  async (text) => {
    await handleScan(env, cardOf(1))
    await handleScan(env, text)
    expect(screen()).toMatchObject({ memberId: 'member-1', receiptText: text, refusal: null })
  },
)

test('a misread card of this program is refused, never taken for a receipt number', async () => {
  await handleScan(env, cardOf(1))
  const misread = `${cardOf(2).slice(0, 12)}${(Number(cardOf(2)[12]) + 1) % 10}`
  await handleScan(env, misread)
  expect(screen()).toMatchObject({ receiptText: '', refusal: { code: 'card-check-digit-wrong' } })
})

test('the receipt number is asked for as the next step, then refused when it is still missing', async () => {
  await handleScan(env, cardOf(1))
  typeAmount('250.000')
  await pressSaleButton(env)
  expect(screen()).toMatchObject({
    step: 'sale',
    field: 'receipt',
    refusal: { code: 'receipt-number-missing' },
  })
  await pressSaleButton(env)
  expect(screen()).toMatchObject({ step: 'sale', refusal: { code: 'receipt-number-missing' } })
  typeReceipt('A1')
  await pressSaleButton(env)
  expect(screen()).toMatchObject({ step: 'result', refusal: null })
  expect(screen().doneFacts.map(({ body }) => body.kind)).toEqual(['award'])
})

test('a redeem stays in the sale, keeps its receipt, and the rest is awarded', async () => {
  await handleScan(env, cardOf(1))
  typeAmount('250.000')
  typeReceipt('A2')
  chooseMode('redeem')
  typePoints('300')
  await pressSaleButton(env)
  expect(screen()).toMatchObject({ step: 'sale', mode: 'award', amountText: '250.000', receiptText: 'A2' })
  await handleScan(env, 'R-ANOTHER')
  expect(screen().receiptText).toBe('A2')
  await pressSaleButton(env)
  const [redeem, award] = screen().doneFacts.map(({ body }) => body)
  expect(redeem).toMatchObject({ kind: 'redeem', points: 300, discountMinor: 30_000 })
  expect(award).toMatchObject({ kind: 'award', sale: { amountMinor: 250_000, paidWithPointsMinor: 30_000 } })
  expect(screen().step).toBe('result')
})

test('a scan during a record waits for it: the fact belongs to the member of the sale', async () => {
  await handleScan(env, cardOf(1))
  typeAmount('250.000')
  typeReceipt('A3')
  const pressed = pressSaleButton(env)
  await handleScan(env, cardOf(2))
  await pressed
  expect(screen()).toMatchObject({ step: 'sale', memberId: 'member-2', amountText: '', doneFacts: [] })
  const recorded = await env.db.facts.toArray()
  expect(recorded.map(({ memberId }) => memberId)).toEqual(['member-1'])
})

test('two presses award once', async () => {
  await handleScan(env, cardOf(1))
  typeAmount('250.000')
  typeReceipt('A4')
  await Promise.all([pressSaleButton(env), pressSaleButton(env)])
  expect(await env.db.facts.count()).toBe(1)
  expect(screen().step).toBe('result')
})

test('the most points, asked for before the screen knows how many, are there for the press right after', async () => {
  await handleScan(env, cardOf(1))
  typeAmount('90.000')
  typeReceipt('A5')
  chooseMode('redeem')
  const write = (points: number) => typePoints(String(points))
  await Promise.all([chooseMostPoints(env, write), pressSaleButton(env)])
  expect(screen().doneFacts.map(({ body }) => body)).toMatchObject([{ kind: 'redeem', points: 400 }])
})

test('the most points of a bill that takes none, or of no bill, write nothing', async () => {
  await handleScan(env, cardOf(1))
  chooseMode('redeem')
  const written: number[] = []
  await chooseMostPoints(env, (points) => written.push(points))
  typeAmount('5.000')
  await chooseMostPoints(env, (points) => written.push(points))
  expect(written).toEqual([])
})

test('when recording breaks in a way that nobody foresaw, the cashier hears of it, and a repeat awards once', async () => {
  await handleScan(env, cardOf(1))
  typeAmount('250.000')
  typeReceipt('A5')
  const { record } = env.bridge
  env.bridge.record = async (draft) => {
    await record(draft)
    throw new Error('a bug below the bridge')
  }
  await pressSaleButton(env)
  expect(screen()).toMatchObject({
    step: 'sale',
    isBusy: false,
    refusal: { code: 'not-recorded', values: { reason: 'outcome-unknown' } },
  })
  env.bridge.record = record
  await pressSaleButton(env)
  expect(screen()).toMatchObject({ step: 'sale', refusal: { code: 'receipt-number-used' } })
  expect(await env.db.facts.count()).toBe(1)
})
