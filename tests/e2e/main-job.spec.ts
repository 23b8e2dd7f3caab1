import { expect } from '@playwright/test'
import type { MemberLedger } from '../../server/api/read-member-ledger.ts'
import { type Shop, test } from './parts/shop.ts'
import { TillPage } from './parts/till-page.ts'

/** The one path, with no stand-ins: the product's till, its head office, PostgreSQL. */

test('scan, award, redeem, head office down, till killed, everything is there, both sides agree', async ({
  shop,
}) => {
  const member = richMember(shop)
  const [here, there] = terminalsOfOneStore(shop)
  const cashier = cashierOf(shop, here.storeId)
  const till = await shop.till()
  let screen = new TillPage(await till.open(here.tillUrl))
  await screen.signIn(cashier)
  const start = (await shop.ledger(member.memberId)).balancePoints

  await test.step('a wedge scan and an award reach head office', async () => {
    await screen.serve(member.cardNumber, member.memberId)
    await screen.expectUsable(start)
    await screen.award({ amount: '250000', receiptNumber: 'HD-1' })
    expect(await screen.newBalance()).toBeGreaterThan(start)
    await expect.poll(async () => receiptsOf(shop, member), { timeout: 10_000 }).toEqual(['HD-1'])
    expect((await shop.ledger(member.memberId)).balancePoints).toBe(await screen.newBalance())
  })
  const afterAward = await screen.newBalance()

  const offlineBalance = await test.step('head office is killed: award and redeem go on', async () => {
    await shop.office.kill()
    await screen.nextMember()
    await screen.expectOffline()
    await screen.serve(member.cardNumber, member.memberId)
    await screen.expectUsable(afterAward)
    await screen.redeem(200, { amount: '400000', receiptNumber: 'HD-2' })
    await screen.expectWaiting(1)
    await screen.expectUsable(afterAward - 200)
    await screen.confirmAward()
    await screen.expectWaiting(2)
    expect(await screen.newBalance()).toBeGreaterThan(afterAward - 200)
    return await screen.newBalance()
  })

  await test.step('the till is killed and opened again: everything is there', async () => {
    await till.kill()
    screen = new TillPage(await till.open())
    await screen.signIn(cashier)
    await screen.expectWaiting(2)
    await screen.serve(member.cardNumber, member.memberId)
    await screen.expectUsable(offlineBalance)
    await screen.nextMember()
  })

  await test.step('head office is back: both sides agree to the point, each fact once', async () => {
    await shop.office.start()
    await screen.expectOnline()
    await screen.expectWaiting(0)
    const ledger = await shop.ledger(member.memberId)
    expect(ledger.balancePoints).toBe(offlineBalance)
    expect(ledger.accountPoints).toBe(offlineBalance)
    expect(receiptsOfLedger(ledger)).toEqual(['HD-1', 'HD-2', 'HD-2'])
    expect(await shop.attention()).toEqual([])
    await screen.serve(member.cardNumber, member.memberId)
    await screen.expectUsable(offlineBalance)
    await screen.nextMember()
  })

  await test.step('a second terminal sees it, and its award is seen here within 2 s', async () => {
    const secondTill = await shop.till()
    const second = new TillPage(await secondTill.open(there.tillUrl))
    await second.signIn(cashierOf(shop, there.storeId))
    await second.expectOnline()
    await second.serve(member.cardNumber, member.memberId)
    await second.expectUsable(offlineBalance)
    await screen.serve(member.cardNumber, member.memberId)
    await second.award({ amount: '100000', receiptNumber: 'HD-3' })
    const newBalance = await second.newBalance()
    expect(newBalance).toBeGreaterThan(offlineBalance)
    await expect(screen.page.getByTestId('usable-points')).toHaveAttribute(
      'data-points',
      String(newBalance),
      {
        timeout: 2_000,
      },
    )
  })
})

/** A member with enough points to use some. */
function richMember({ sample }: Shop) {
  const rich = sample.members.find(
    ({ balancePoints, shows }) => balancePoints >= 500 && !shows.startsWith('card-'),
  )
  if (!rich) throw new Error('the sample has no member with 500 points')
  return { memberId: rich.member.memberId, cardNumber: rich.cardNumber }
}

function terminalsOfOneStore(shop: Shop) {
  const stores = Map.groupBy(shop.sample.terminals, (terminal) => terminal.storeId)
  const [here, there] = [...stores.values()].find((terminals) => terminals.length >= 2) ?? []
  if (!here || !there) throw new Error('the sample has no store with two terminals')
  return [here, there] as const
}

function cashierOf(shop: Shop, storeId: string) {
  const cashier = shop.sample.staff.find((person) => person.storeId === storeId)
  if (!cashier) throw new Error(`the sample has nobody in ${storeId}`)
  return cashier
}

/** The receipts that this test's facts name, in order; each award and each redeem is one. */
const receiptsOf = async (shop: Shop, { memberId }: { memberId: string }) =>
  receiptsOfLedger(await shop.ledger(memberId))

function receiptsOfLedger(ledger: MemberLedger): string[] {
  return ledger.postings
    .map(({ body }) => body as { receiptNumber?: string; sale?: { receiptNumber: string } })
    .map((body) => body.receiptNumber ?? body.sale?.receiptNumber ?? '')
    .filter((receiptNumber) => receiptNumber.startsWith('HD-'))
    .sort()
}
