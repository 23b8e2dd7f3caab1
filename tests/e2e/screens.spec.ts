import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { cardNumberOf } from '../../shared/domain/card.ts'
import { writeCameraVideo } from './parts/fake-camera.ts'
import { openRefusingOffice } from './parts/refusing-office.ts'
import { ScreenAlbum } from './parts/screen-album.ts'
import { type Shop, test } from './parts/shop.ts'
import { type Language, TillPage, words } from './parts/till-page.ts'

/**
 * Every state of the till in both languages at 1024 x 768: nothing scrolls, nothing is cut off, axe finds nothing.
 * POINTKEEPER_UPDATE_SCREENS=1 writes the pictures of docs/screens.
 */

type Walk = {
  shop: Shop
  page: Page
  screen: TillPage
  album: ScreenAlbum
  language: Language
  number: number
}

// Electron shows the same page; what it adds is in electron-shell.spec.ts.
test.beforeEach(() => {
  test.skip(test.info().project.name !== 'chromium', 'the same page as in Chromium')
})

test('every state of the till fits its screen and is accessible, in both languages', async ({ shop }) => {
  test.setTimeout(300_000)
  const folder = mkdtempSync(join(tmpdir(), 'pointkeeper-screens-'))
  const video = join(folder, 'camera.y4m')
  const picture = { symbology: 'qrcode', tiltDegrees: 9, blurPixels: 1, modulePixels: 9 } as const
  writeCameraVideo(video, { ...picture, text: 'https://example.com/khuyen-mai' })
  const walks: Walk[] = []
  for (const [number, language] of (['vi', 'en'] as const).entries()) {
    const till = await shop.till({
      switches: [
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${video}`,
      ],
    })
    const page = await till.open()
    const walk = {
      shop,
      page,
      screen: new TillPage(page, language),
      album: new ScreenAlbum(page, language),
      language,
      number,
    }
    walks.push(walk)
    await test.step(`${language}: start`, () => showStart(walk))
    await test.step(`${language}: sign in`, () => showSignIn(walk))
    await test.step(`${language}: idle`, () => showIdle(walk))
    await test.step(`${language}: checkout`, () => showCheckout(walk))
    await test.step(`${language}: redeem`, () => showRedeem(walk))
    await test.step(`${language}: settings and keys`, () => showSettings(walk))
  }
  for (const walk of walks) await test.step(`${walk.language}: not accepted`, () => showNotAccepted(walk))
  await publishProgramWithoutFirstTier(shop)
  for (const walk of walks) await test.step(`${walk.language}: no tier`, () => showNoTier(walk))
  await test.step('offline, and stopped', () => showOffline(shop, walks))
  expectPicturesInReadme(walks)
  rmSync(folder, { recursive: true, force: true })
})

async function showStart({ shop, page, screen, album, language, number }: Walk) {
  page.setDefaultTimeout(20_000)
  if (language === 'vi') await showOpening(page, album)
  await page.getByRole('button', { name: screen.words(`language.${language}`) }).click()
  await expect(page.getByRole('heading', { name: screen.words('enrol.title') })).toBeVisible()
  await album.show('start-enrol')
  await screen.field('enrol.code').fill('0000-0000')
  await page.keyboard.press('Enter')
  await expect(page.getByText(screen.words('enrolment.code-wrong'))).toBeVisible()
  await album.show('start-enrol-refused')

  let letThrough = () => {}
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.route('**/v1/exchange', async (route) => {
    await held
    await route.continue()
  })
  await screen.field('enrol.code').fill(terminalsOfOneStore(shop)[number]?.enrolmentCode ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: screen.words('loading.title') })).toBeVisible()
  await album.show('start-loading')
  letThrough()
  await page.unrouteAll({ behavior: 'wait' })

  await showBeside(page, album, async (second) => {
    await expect(second.getByRole('heading', { name: screen.words('elsewhere.title') })).toBeVisible()
    return 'start-elsewhere'
  })
}

/** A browser that does not answer for a while: only so does this state stand long enough to be looked at. */
async function showOpening(page: Page, album: ScreenAlbum) {
  await showBeside(
    page,
    album,
    async (second) => {
      await expect(second.getByRole('heading', { name: words('vi', 'start.opening') })).toBeVisible()
      return 'start-opening'
    },
    () => {
      navigator.locks.request = () => new Promise(() => {})
    },
  )
}

/** A second window of the same till. */
async function showBeside(
  page: Page,
  album: ScreenAlbum,
  arrive: (second: Page) => Promise<string>,
  before: () => void = () => {},
) {
  const second = await page.context().newPage()
  await second.setViewportSize({ width: 1024, height: 768 })
  await second.addInitScript(before)
  await second.goto(page.url().replace(/#.*/, ''))
  await album.on(second).show(await arrive(second))
  await second.close()
  await page.bringToFront()
}

async function showSignIn({ shop, page, screen, album }: Walk) {
  const cashier = cashierOf(shop)
  await page.getByRole('button', { name: cashier.name }).waitFor({ timeout: 60_000 })
  await album.show('sign-in')
  await page.getByRole('button', { name: cashier.name }).click()
  await page.keyboard.type('0000', { delay: 80 })
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-refusal="pin-wrong"]')).toBeVisible()
  await album.show('sign-in-refused')
  await screen.signIn(cashier)
}

async function showIdle({ shop, page, screen, album }: Walk) {
  await screen.expectOnline()
  await album.show('idle')
  await album.show('idle', { theme: 'dark' })
  await album.show('idle', { size: 'office' })
  await screen.wedgeScan(cardNumberOf(shop.sample.program.cardPrefix, 9_999_999_999))
  await expect(page.locator('[data-refusal="card-unknown"]')).toBeVisible()
  await album.show('idle-refused')
  await screen.field('idle.field').fill('nguyen')
  await expect(page.getByRole('option').first()).toBeVisible()
  await album.show('idle-search')
  await screen.field('idle.field').fill('zzz')
  await expect(page.getByRole('option')).toHaveCount(0)
  await album.show('idle-search-nobody')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F4')
  await expect(page.locator('[data-refusal="code-not-understood"]')).toBeVisible()
  await album.show('idle-camera')
  await page.keyboard.press('Escape')
}

async function showCheckout(walk: Walk) {
  const { shop, page, screen, album, number } = walk
  const silver = memberShowing(shop, 'silver')
  const gold = memberShowing(shop, 'gold')
  await screen.serve(silver.cardNumber, silver.memberId)
  await album.show('checkout')
  await screen.typeSale({ amount: '250000', receiptNumber: `HD-10${number}` })
  await expect(page.locator('[data-primary][data-ready="true"]')).toBeVisible()
  await album.show('checkout-amount')
  await album.show('checkout-amount', { theme: 'dark' })
  await album.show('checkout-amount', { size: 'office' })
  await screen.field('sale.amount').fill('0')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-refusal="amount-not-positive"]')).toBeVisible()
  await album.show('checkout-refused')
  await screen.field('sale.amount').fill('999999999999')
  await expect(page.locator('[data-primary][data-ready="true"]')).toBeVisible()
  await album.show('checkout-huge')
  await screen.field('sale.amount').fill('250000')
  await screen.wedgeScan(gold.cardNumber)
  await expect(page.getByText(screen.words('sale.switch.question', { name: gold.name }))).toBeVisible()
  await album.show('checkout-switch')
  await page.keyboard.press('Escape')
  await page.getByText(screen.words('sale.switch.stay')).waitFor({ state: 'hidden' })
  await screen.confirmAward()
  await expect(page.getByText(screen.words('result.settled'))).toBeVisible()
  await album.show('result')
  await album.show('result', { theme: 'dark' })
  await album.show('result', { size: 'office' })
  await page.keyboard.press('F9')
  await album.show('result-explained')
  await screen.nextMember()
}

async function showRedeem({ shop, page, screen, album, number }: Walk) {
  const platinum = memberShowing(shop, 'platinum')
  await screen.serve(platinum.cardNumber, platinum.memberId)
  await screen.typeSale({ amount: '480000', receiptNumber: `HD-20${number}` })
  await page.keyboard.press('F3')
  await expect(page.getByRole('group', { name: screen.words('sale.quick') })).toBeVisible()
  await album.show('redeem')
  await screen.field('sale.points').fill(String((await screen.usablePoints()) + 1))
  await expect(page.locator('[data-refusal="redeem-above-usable"]')).toBeVisible()
  await album.show('redeem-refused')
  await page.keyboard.press('F8')
  await expect(page.locator('[data-primary][data-ready="true"]')).toBeVisible()
  await album.show('redeem-most')
  await album.show('redeem-most', { theme: 'dark' })
  await page.keyboard.press('Enter')
  await expect(page.locator('main[data-mode="award"] [data-primary][data-ready="true"]')).toBeVisible()
  await album.show('redeem-done')
  await screen.confirmAward()
  await expect(page.getByText(screen.words('result.settled'))).toBeVisible()
  await album.show('result-redeemed')
  await page.keyboard.press('F9')
  await album.show('result-redeemed-explained')
  await screen.nextMember()
}

async function showSettings({ page, screen, album }: Walk) {
  await page.keyboard.press('F10')
  await expect(page.getByText(screen.words('menu.theme'), { exact: true })).toBeVisible()
  await album.show('settings')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F1')
  await expect(page.getByRole('heading', { name: screen.words('keys.title') })).toBeVisible()
  await album.show('keyboard-map')
  await page.keyboard.press('Escape')
}

/** The other till's receipt. */
async function showNotAccepted({ shop, page, screen, album, number }: Walk) {
  const silver = memberShowing(shop, 'silver')
  await screen.serve(silver.cardNumber, silver.memberId)
  await screen.award({ amount: '250000', receiptNumber: `HD-10${1 - number}` })
  await expect(page.getByTestId('not-moved')).toBeVisible()
  await album.show('result-not-accepted')
  await screen.nextMember()
}

async function publishProgramWithoutFirstTier({ office, token, sample }: Shop) {
  const { version, ...program } = sample.program
  const answer = await fetch(`${office.url}/v1/programs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...program, tiers: program.tiers.slice(1) }),
  })
  expect(answer.status, `version ${version + 1} is published`).toBe(200)
}

async function showNoTier({ shop, page, screen, album }: Walk) {
  const newcomer = memberShowing(shop, 'new')
  await screen.serve(newcomer.cardNumber, newcomer.memberId)
  await expect(page.getByText(screen.words('member.noTier'))).toBeVisible()
  await album.show('checkout-no-tier')
  await screen.nextMember()
}

async function showOffline(shop: Shop, walks: readonly Walk[]) {
  await shop.office.kill()
  const gold = memberShowing(shop, 'gold')
  for (const { screen, album, number } of walks) {
    await screen.expectOffline()
    await screen.serve(gold.cardNumber, gold.memberId)
    await screen.award({ amount: '320000', receiptNumber: `HD-30${number}` })
    await screen.expectWaiting(1)
    await album.show('result-offline')
    await screen.nextMember()
    await album.show('idle-offline')
    await album.show('idle-offline', { theme: 'dark' })
  }
  const frozen = await openRefusingOffice(shop.office.port, 'terminal-frozen')
  for (const { page, screen, album, number } of walks) {
    await screen.serve(gold.cardNumber, gold.memberId)
    await screen.award({ amount: '320000', receiptNumber: `HD-40${number}` })
    await expect(page.getByText(screen.words('exchange.terminal-frozen'))).toBeVisible()
    await album.show('result-stopped')
    await screen.nextMember()
    await album.show('idle-stopped')
  }
  await frozen.close()
}

/** The page of pictures shows each one in each language. */
function expectPicturesInReadme(walks: readonly Walk[]) {
  const readme = readFileSync(new URL('../../docs/screens/README.md', import.meta.url), 'utf8')
  const missing = walks.flatMap(({ album, language }) =>
    album.names.map((name) => `${language}/${name}.png`).filter((path) => !readme.includes(`(${path})`)),
  )
  expect(missing).toEqual([])
}

function memberShowing({ sample }: Shop, shows: Shop['sample']['members'][number]['shows']) {
  const found = sample.members.find((member) => member.shows === shows)
  if (!found) throw new Error(`the sample shows no ${shows}`)
  return { ...found.member, cardNumber: found.cardNumber }
}

function terminalsOfOneStore({ sample }: Shop) {
  return sample.terminals.filter(({ storeId }) => storeId === sample.staff[0]?.storeId)
}

function cashierOf({ sample }: Shop) {
  const [cashier] = sample.staff
  if (!cashier) throw new Error('the sample has staff')
  return cashier
}
