import { expect, type Locator, type Page } from '@playwright/test'
import { IntlMessageFormat } from 'intl-messageformat'
import english from '../../../renderer/ui/messages/en.json' with { type: 'json' }
import vietnamese from '../../../renderer/ui/messages/vi.json' with { type: 'json' }

export type Language = 'vi' | 'en'

const messages = { vi: vietnamese, en: english } as const

/** What the screen says for a message key, so that a test reads a screen as a cashier does, in either language. */
export function words(language: Language, key: string, values: Record<string, string | number> = {}): string {
  const message = key
    .split('.')
    .reduce<unknown>(
      (node, part) => (node as Record<string, unknown> | undefined)?.[part],
      messages[language],
    )
  if (typeof message !== 'string') throw new Error(`there is no message ${key}`)
  return String(new IntlMessageFormat(message, language).format(values))
}

/** The till's page in the hands of a cashier. */
export class TillPage {
  readonly page: Page
  readonly language: Language

  constructor(page: Page, language: Language = 'vi') {
    this.page = page
    this.language = language
  }

  words(key: string, values: Record<string, string | number> = {}): string {
    return words(this.language, key, values)
  }

  /** The message with any number of points (and any money) in it. */
  wordsWithAnyNumber(key: string): RegExp {
    const example = this.words(key, { points: 7, amount: '7' })
    return new RegExp(`^${example.replaceAll('7', '[\\d.,]+').replace(/: .*$/, ': .+')}`)
  }

  /** Chooses a name and types the PIN. */
  async signIn(staff: { name: string; pin: string }): Promise<void> {
    await this.page.getByRole('button', { name: staff.name }).click({ timeout: 60_000 })
    await this.page
      .getByLabel(this.words('signIn.pinOf', { name: staff.name }))
      .first()
      .waitFor()
    await this.page.keyboard.type(staff.pin, { delay: 80 })
    await this.page.keyboard.press('Enter')
    await this.#idle().waitFor()
  }

  /**
   * A reader's burst of keys ending in Enter: nothing has the focus, no key waits for the page. Given to the browser at
   * once and with the reader's own times (10 ms from key to key), as the test's own pace would be a person's.
   */
  async wedgeScan(text: string): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page)
    const startedAt = Date.now() / 1000
    const keys = [
      ...[...text].map(digitKey),
      { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
    ]
    await Promise.all(
      keys.flatMap((key, index) => {
        const timestamp = startedAt + index * 0.01
        return [
          session.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key }),
          session.send('Input.dispatchKeyEvent', {
            type: 'keyUp',
            timestamp: timestamp + 0.004,
            ...key,
            text: '',
          }),
        ]
      }),
    )
    await session.detach()
  }

  /** Scans a card until its member stands on the checkout screen. */
  async serve(cardNumber: string, memberId: string): Promise<void> {
    await this.wedgeScan(cardNumber)
    await expect(this.page.locator(`main[data-step="sale"] [data-member="${memberId}"]`)).toBeVisible()
  }

  async award(sale: { amount: string; receiptNumber: string }): Promise<void> {
    await this.typeSale(sale)
    await this.confirmAward()
  }

  /** Presses the award's button by Enter, for what is typed or what a redeem left of the bill. */
  async confirmAward(): Promise<void> {
    const primary = this.page.getByRole('button', { name: this.wordsWithAnyNumber('sale.primary.award') })
    await expect(primary).toHaveAttribute('aria-busy', 'false')
    await this.page.keyboard.press('Enter')
    await expect(this.page.locator('main[data-step="result"]')).toBeVisible()
  }

  /** Uses points on the bill that is typed; the sale stays open. */
  async redeem(points: number, sale: { amount: string; receiptNumber: string }): Promise<void> {
    await this.typeSale(sale)
    await this.page.keyboard.press('F3')
    await this.field('sale.points').fill(String(points))
    const primary = this.page.getByRole('button', { name: this.wordsWithAnyNumber('sale.primary.redeem') })
    await expect(primary).toHaveAttribute('aria-busy', 'false')
    await this.page.keyboard.press('Enter')
  }

  async typeSale(sale: { amount: string; receiptNumber: string }): Promise<void> {
    await this.field('sale.amount').fill(sale.amount)
    await this.field('sale.receipt').fill(sale.receiptNumber)
  }

  field(key: string): Locator {
    return this.page.getByLabel(this.words(key), { exact: true })
  }

  /** Back to waiting for a scan, from wherever the till is. */
  async nextMember(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await expect(this.#idle()).toBeVisible()
  }

  #idle(): Locator {
    return this.page.getByRole('heading', { name: this.words('idle.title') })
  }

  /** The usable points on the checkout screen. */
  async usablePoints(): Promise<number> {
    return await pointsOf(this.page.getByTestId('usable-points'))
  }

  /** Waits until the usable points on the checkout screen are these. */
  async expectUsable(points: number): Promise<void> {
    await expect(this.page.getByTestId('usable-points')).toHaveAttribute('data-points', String(points))
  }

  /** The new balance on the result screen. */
  async newBalance(): Promise<number> {
    return await pointsOf(this.page.getByTestId('new-balance'))
  }

  async expectOnline(): Promise<void> {
    await expect(this.page.getByTestId('sync-badge')).toHaveAttribute('data-state', 'online', {
      timeout: 90_000,
    })
  }

  async expectOffline(): Promise<void> {
    await expect(this.page.getByTestId('sync-badge')).toHaveAttribute('data-state', 'offline', {
      timeout: 60_000,
    })
  }

  async expectWaiting(facts: number): Promise<void> {
    await expect(this.page.getByTestId('sync-details')).toHaveAttribute('data-waiting', String(facts), {
      timeout: 90_000,
    })
  }
}

async function pointsOf(locator: Locator): Promise<number> {
  return Number(await locator.getAttribute('data-points'))
}

const digitKey = (digit: string) => ({
  key: digit,
  code: `Digit${digit}`,
  windowsVirtualKeyCode: digit.charCodeAt(0),
  text: digit,
})
