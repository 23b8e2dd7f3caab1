import { expect } from '@playwright/test'
import { z } from 'zod'
import { terminalView } from '../../server/api/list-terminals.ts'
import { cardNumberOf, checkDigitOf } from '../../shared/domain/card.ts'
import { openRefusingOffice } from './parts/refusing-office.ts'
import { type Shop, test } from './parts/shop.ts'
import { type Language, TillPage } from './parts/till-page.ts'

/**
 * Whatever is scanned, typed or answered wrongly is said in the message file's own words, in both languages; it records
 * nothing, and the next good input works.
 */

type Here = {
  shop: Shop
  screen: TillPage
  good: { memberId: string; cardNumber: string }
  language: Language
}

test('bad cards, amounts, receipts and points are said in place and record nothing', async ({ shop }) => {
  test.setTimeout(300_000)
  const [here] = terminalsOfOneStore(shop)
  const till = await shop.till()
  const page = await till.open(here.tillUrl)
  const good = memberShowing(shop, 'platinum')
  for (const language of ['vi', 'en'] as const) {
    const screen = new TillPage(page, language)
    const parts = { shop, screen, good, language }
    await test.step(`${language}: a wrong PIN`, () => refuseWrongPin(parts))
    if (language === 'vi') await screen.expectOnline()
    await test.step(`${language}: cards that are no good`, () => refuseCards(parts))
    await test.step(`${language}: amounts that are none`, () => refuseAmounts(parts))
    await test.step(`${language}: one receipt twice`, () => refuseReceiptTwice(parts))
    await test.step(`${language}: more points than usable`, () => refusePoints(parts))
    if (language === 'vi') await signOutInto(screen, 'en')
  }
  expect(await shop.attention()).toEqual([])
})

async function refuseWrongPin({ shop, screen }: Here) {
  const cashier = cashierOf(shop)
  await screen.page.getByRole('button', { name: cashier.name }).click({ timeout: 60_000 })
  await screen.field('keypad.label').waitFor()
  await screen.page.keyboard.type('0000', { delay: 80 })
  await screen.page.keyboard.press('Enter')
  await expectSaid(screen, 'pin-wrong')
  await screen.signIn(cashier)
}

async function refuseCards(parts: Here) {
  const { shop, screen, good } = parts
  const { cardPrefix } = shop.sample.program
  const blocked = memberShowing(shop, 'card-blocked')
  const replaced = memberShowing(shop, 'card-replaced')
  const newCard = replaced.cards.find(({ status }) => status === 'active')?.cardNumber
  const twelve = good.cardNumber.slice(0, 12)
  const bad: { code: string; scan: string; values?: Record<string, string | number> }[] = [
    { code: 'card-unknown', scan: cardNumberOf(cardPrefix, 9_999_999_999) },
    { code: 'card-blocked', scan: blocked.cardNumber, values: { name: blocked.name } },
    {
      code: 'card-replaced',
      scan: replaced.cardNumber,
      values: { name: replaced.name, cardNumberEnd: newCard?.slice(-4) ?? 'none' },
    },
    { code: 'card-check-digit-wrong', scan: twelve + ((Number(checkDigitOf(twelve)) + 1) % 10) },
    { code: 'card-of-another-program', scan: cardNumberOf('30', 123_456) },
    { code: 'code-not-understood', scan: '12345678901234567890123456789012345' },
  ]
  await expectNothingRecorded(parts, async () => {
    for (const { code, scan, values } of bad) {
      await screen.wedgeScan(scan)
      await expectSaid(screen, code, values)
      await screen.serve(good.cardNumber, good.memberId)
      await screen.nextMember()
    }
    await scanLongestQr(screen)
    await expectSaid(screen, 'code-too-long')
    await screen.serve(good.cardNumber, good.memberId)
    await screen.nextMember()
  })
}

/** 7,000 digits as a reader of QR codes types them: within the page, as no driver sends that many keys without a hole. */
async function scanLongestQr(screen: TillPage) {
  await screen.page.evaluate(() => {
    const press = (key: string, code: string) =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }),
      )
    for (let index = 0; index < 7_000; index += 1) press('7', 'Digit7')
    press('Enter', 'Enter')
  })
}

async function refuseAmounts(parts: Here) {
  const { screen, good, language } = parts
  const most = language === 'vi' ? '1.000.000.000.000 đ' : '1,000,000,000,000 đ'
  const bad: { code: string; amount: string; values?: Record<string, string> }[] = [
    { code: 'amount-missing', amount: '' },
    { code: 'amount-not-positive', amount: '0' },
    { code: 'amount-not-positive', amount: '-50000' },
    { code: 'amount-not-whole', amount: language === 'vi' ? '2,5' : '2.5' },
    { code: 'amount-not-whole', amount: 'năm mươi' },
    { code: 'amount-too-large', amount: '1000000000001', values: { maxMinor: most } },
    { code: 'amount-too-large', amount: '9'.repeat(400), values: { maxMinor: most } },
  ]
  const receiptNumber = `SO-${language}`
  await screen.serve(good.cardNumber, good.memberId)
  await expectNothingRecorded(parts, async () => {
    for (const { code, amount, values } of bad) {
      await screen.typeSale({ amount, receiptNumber })
      await screen.page.keyboard.press('Enter')
      await expectSaid(screen, code, values)
      await expect(screen.page.locator('main[data-step="sale"]')).toBeVisible()
      await screen.field('sale.amount').fill('250000')
      await expect(screen.page.locator('[data-refusal]')).toHaveCount(0)
      await expect(screen.page.locator('[data-primary]')).toHaveText(
        screen.wordsWithAnyNumber('sale.primary.award'),
      )
    }
  })
  await screen.page.keyboard.press('Enter')
  await expect(screen.page.locator('main[data-step="result"]')).toBeVisible()
  await screen.nextMember()
}

async function refuseReceiptTwice(parts: Here) {
  const { screen, good, language } = parts
  const receiptNumber = `SO-${language}`.toUpperCase()
  await screen.serve(good.cardNumber, good.memberId)
  await expectNothingRecorded(parts, async () => {
    await screen.typeSale({ amount: '90000', receiptNumber: ` ${receiptNumber.toLowerCase()} ` })
    await screen.page.keyboard.press('Enter')
    await expectSaid(screen, 'receipt-number-used', { receiptNumber })
  })
  await screen.award({ amount: '90000', receiptNumber: `${receiptNumber}-2` })
  await screen.nextMember()
}

async function refusePoints(parts: Here) {
  const { screen, good, language } = parts
  await screen.serve(good.cardNumber, good.memberId)
  const usablePoints = await screen.usablePoints()
  const largestPoints = Math.floor(usablePoints / 100) * 100
  await expectNothingRecorded(parts, async () => {
    await screen.redeem(usablePoints + 1, { amount: '10000000', receiptNumber: `DIEM-${language}` })
    await expectSaid(screen, 'redeem-above-usable', { usablePoints, largestPoints })
  })
  const instead = screen.words('sale.useInstead', { points: largestPoints })
  await screen.page.getByRole('button', { name: instead, exact: true }).click()
  await expect(screen.page.locator('[data-refusal]')).toHaveCount(0)
  await screen.page.keyboard.press('Enter')
  await expect(screen.page.getByTestId('usable-points')).toHaveAttribute(
    'data-points',
    String(usablePoints - largestPoints),
  )
  await screen.confirmAward()
  await screen.nextMember()
}

test('a receipt of another till, and a head office of another version', async ({ shop }) => {
  const [here, there] = terminalsOfOneStore(shop)
  const good = memberShowing(shop, 'gold')
  const screen = new TillPage(await (await shop.till()).open(here.tillUrl))
  await screen.signIn(cashierOf(shop))

  await test.step('the same receipt on a second till: recorded there, not accepted, not given', async () => {
    await screen.serve(good.cardNumber, good.memberId)
    await screen.award({ amount: '150000', receiptNumber: 'HD-CHUNG' })
    await screen.expectWaiting(0)
    await screen.nextMember()
    const before = await shop.ledger(good.memberId)

    const secondTill = await shop.till()
    const second = new TillPage(await secondTill.open(there.tillUrl))
    await second.signIn(cashierOf(shop))
    await second.expectOnline()
    await second.serve(good.cardNumber, good.memberId)
    await second.award({ amount: '150000', receiptNumber: 'HD-CHUNG' })
    const said = second.words('result.receiptUsed', { receiptNumber: 'HD-CHUNG' })
    await expect(second.page.getByText(said, { exact: true })).toBeVisible()
    await expect(second.page.getByTestId('awarded-points')).toHaveCount(0)
    await expect(second.page.getByText(second.words('result.notAwarded'))).toBeVisible()
    expect(await second.newBalance()).toBe(before.balancePoints)
    expect(await shop.ledger(good.memberId)).toEqual(before)
    expect(await shop.attention()).toHaveLength(1)
    await second.nextMember()
    await second.serve(good.cardNumber, good.memberId)
    await second.award({ amount: '20000', receiptNumber: 'HD-RIENG' })
    await second.expectWaiting(0)
    expect((await shop.ledger(good.memberId)).balancePoints).toBe(await second.newBalance())
    await secondTill.close()
  })

  await test.step('another version: said in both languages, and serving goes on', async () => {
    await shop.office.kill()
    const other = await openRefusingOffice(shop.office.port, 'other-protocol')
    const balance = await serveUnderOther(screen, good).finally(other.close)
    await shop.office.start()
    const inEnglish = new TillPage(screen.page, 'en')
    await inEnglish.expectOnline()
    await inEnglish.expectWaiting(0)
    expect((await shop.ledger(good.memberId)).balancePoints).toBe(balance)
  })
})

/** Serves on while head office is of another version; gives the balance that the till shows then. */
async function serveUnderOther(screen: TillPage, good: { memberId: string; cardNumber: string }) {
  await screen.serve(good.cardNumber, good.memberId)
  await screen.award({ amount: '80000', receiptNumber: 'HD-PHIEN-BAN' })
  const said = screen.page.getByTestId('sync-details')
  await expect(said).toHaveText(screen.words('exchange.other-protocol'))
  await screen.expectWaiting(1)
  const inEnglish = await chooseLanguage(screen, 'en')
  await expect(said).toHaveText(inEnglish.words('exchange.other-protocol'))
  const balance = await inEnglish.newBalance()
  await inEnglish.nextMember()
  return balance
}

/** The refusal's whole sentence, as the message file has it in the screen's language. */
async function expectSaid(screen: TillPage, code: string, values: Record<string, string | number> = {}) {
  const said = screen.page.locator(`[data-refusal="${code}"]`)
  await expect(said).toHaveText(screen.words(`refusal.${code}`, values))
}

/** Neither the till's outbox, nor its chain at head office, nor the member's ledger has moved. */
async function expectNothingRecorded({ shop, screen, good }: Here, act: () => Promise<void>) {
  await screen.expectWaiting(0)
  const before = await recordedBy(shop, good.memberId)
  await act()
  await screen.expectWaiting(0)
  expect(await recordedBy(shop, good.memberId)).toEqual(before)
}

async function recordedBy(shop: Shop, memberId: string) {
  const terminals = await shop.office.get('/v1/terminals', z.array(terminalView), shop.token())
  const chains = terminals.map(({ terminalId, epochs }) => ({ terminalId, epochs }))
  return { chains, ledger: await shop.ledger(memberId) }
}

async function chooseLanguage(screen: TillPage, language: Language): Promise<TillPage> {
  await screen.page.keyboard.press('F10')
  await screen.page.getByText(screen.words(`language.${language}`), { exact: true }).click()
  const other = new TillPage(screen.page, language)
  const menu = other.page.getByText(other.words('menu.language'), { exact: true })
  await menu.waitFor()
  await other.page.keyboard.press('Escape')
  await menu.waitFor({ state: 'detached' })
  return other
}

async function signOutInto(screen: TillPage, language: Language) {
  const other = await chooseLanguage(screen, language)
  await other.page.keyboard.press('F10')
  await other.page.getByRole('button', { name: other.words('menu.cashier') }).click()
}

function memberShowing({ sample }: Shop, shows: Shop['sample']['members'][number]['shows']) {
  const found = sample.members.find((member) => member.shows === shows)
  if (!found) throw new Error(`the sample shows no ${shows}`)
  return { ...found.member, cardNumber: found.cardNumber }
}

function terminalsOfOneStore(shop: Shop) {
  const [here, there] = shop.sample.terminals.filter(
    ({ storeId }) => storeId === shop.sample.staff[0]?.storeId,
  )
  if (!here || !there) throw new Error('the sample has no store with two terminals')
  return [here, there] as const
}

function cashierOf({ sample }: Shop) {
  const [cashier] = sample.staff
  if (!cashier) throw new Error('the sample has staff')
  return cashier
}
