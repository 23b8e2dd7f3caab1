import { type CDPSession, expect } from '@playwright/test'
import { test } from './parts/shop.ts'
import { TillPage } from './parts/till-page.ts'

/** Readers and people at one keyboard, in the real page: what no unit test of the rhythm can show. */

test('a reader is understood under Telex and VNI, and a person is not taken for one', async ({ shop }) => {
  const till = await shop.till()
  const page = await till.open(shop.sample.tillUrl)
  const screen = new TillPage(page)
  const [cashier] = shop.sample.staff
  const member = shop.sample.members.find(({ shows }) => shows === 'gold')
  if (!cashier || !member) throw new Error('the sample has staff and a gold member')
  const { cardNumber } = member
  const { memberId } = member.member
  await screen.signIn(cashier)
  await screen.expectOnline()
  const search = screen.field('idle.field')
  const session = await page.context().newCDPSession(page)

  for (const mode of ['VNI', 'Telex'] as const)
    await test.step(`${mode} composes in the search field: the card is read, the field stays empty`, async () => {
      await expect(search).toBeFocused()
      await composedScan(session, cardNumber, mode)
      await expect(page.locator(`main[data-step="sale"] [data-member="${memberId}"]`)).toBeVisible()
      await screen.nextMember()
      await expect(search).toHaveValue('')
    })

  await test.step('what a person had typed into the receipt survives a scan that composes in it', async () => {
    await screen.serve(cardNumber, memberId)
    await screen.field('sale.receipt').click()
    await page.keyboard.type('HD-77', { delay: 70 })
    await composedScan(session, cardNumber, 'VNI')
    await expect(screen.field('sale.receipt')).toHaveValue('HD-77')
    await expect(page.locator(`main[data-step="sale"] [data-member="${memberId}"]`)).toBeVisible()
    await screen.nextMember()
  })

  await test.step('a person at speed is no reader: each character reaches the field, in order', async () => {
    await search.focus()
    await page.keyboard.type('0123456789', { delay: 45 })
    await expect(search).toHaveValue('0123456789')
    await page.keyboard.press('Escape')
    await expect(search).toHaveValue('')
  })

  await test.step('outside of any field too, also when the keys are rolled', async () => {
    for (const delay of [40, 55, 75]) {
      await search.evaluate((field) => field.blur())
      await page.keyboard.type('9876543210', { delay })
      await expect(search).toHaveValue('9876543210')
      await page.keyboard.press('Escape')
      await search.evaluate((field) => field.blur())
      await page.keyboard.type('12', { delay })
      await expect(search).toHaveValue('12')
      await page.keyboard.press('Escape')
    }
    await expect(page.locator('[data-refusal]')).toHaveCount(0)
  })
})

/**
 * What Chromium hears of a reader while an input method is on. VNI takes every digit for a possible accent: each key is
 * `Process`, and the digits so far stand underlined in the field. Telex takes letters only: digits come as they are, but a
 * composition of what stood there before is still open.
 */
async function composedScan(session: CDPSession, digits: string, mode: 'VNI' | 'Telex'): Promise<void> {
  const startedAt = Date.now() / 1000
  const sent: Promise<unknown>[] = []
  for (const [index, digit] of [...digits].entries()) {
    const timestamp = startedAt + index * 0.012
    const isComposed = mode === 'VNI' || index === 0
    const key = {
      code: `Digit${digit}`,
      timestamp,
      ...(isComposed
        ? { type: 'rawKeyDown' as const, key: 'Process', windowsVirtualKeyCode: 229 }
        : { type: 'keyDown' as const, key: digit, windowsVirtualKeyCode: digit.charCodeAt(0), text: digit }),
    }
    sent.push(session.send('Input.dispatchKeyEvent', key))
    if (isComposed) {
      const text = digits.slice(0, index + 1)
      sent.push(
        session.send('Input.imeSetComposition', {
          text,
          selectionStart: text.length,
          selectionEnd: text.length,
        }),
      )
    }
    sent.push(
      session.send('Input.dispatchKeyEvent', {
        type: 'keyUp',
        key: digit,
        code: `Digit${digit}`,
        timestamp: timestamp + 0.004,
      }),
    )
  }
  const timestamp = startedAt + digits.length * 0.012
  const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' }
  sent.push(session.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...enter }))
  sent.push(
    session.send('Input.dispatchKeyEvent', {
      type: 'keyUp',
      timestamp: timestamp + 0.004,
      ...enter,
      text: '',
    }),
  )
  await Promise.all(sent)
}
