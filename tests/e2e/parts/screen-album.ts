import { mkdirSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import type { Language } from './till-page.ts'

const docs = new URL('../../../docs/screens/', import.meta.url).pathname
const tillSize = { width: 1024, height: 768 }
const officeSize = { width: 1920, height: 1080 }

/** Longer than any of the till's motions. */
const motionMs = 250

export type ScreenWay = { theme?: 'light' | 'dark'; size?: 'till' | 'office' }

/**
 * Looks at a screen as it stands: nothing scrolls, nothing is cut off, and axe finds nothing. Writes its picture into the
 * documents when `POINTKEEPER_UPDATE_SCREENS` is 1.
 */
export class ScreenAlbum {
  readonly #page: Page
  readonly #language: Language
  readonly #isUpdating = process.env.POINTKEEPER_UPDATE_SCREENS === '1'
  readonly names: string[]

  constructor(page: Page, language: Language, names: string[] = []) {
    this.#page = page
    this.#language = language
    this.names = names
  }

  /** The same album for another window. */
  on(page: Page): ScreenAlbum {
    return new ScreenAlbum(page, this.#language, this.names)
  }

  async show(name: string, { theme = 'light', size = 'till' }: ScreenWay = {}): Promise<void> {
    const fullName = [name, theme === 'dark' ? 'dark' : '', size === 'office' ? '1920' : '']
      .filter(Boolean)
      .join('-')
    await this.#page.setViewportSize(size === 'office' ? officeSize : tillSize)
    if (theme === 'dark') await this.#setTheme('dark')
    await this.#page.waitForTimeout(motionMs)
    await this.#look(fullName)
    if (theme === 'dark') await this.#setTheme('light')
    if (size === 'office') await this.#page.setViewportSize(tillSize)
  }

  async #look(name: string): Promise<void> {
    this.names.push(name)
    if (this.#isUpdating) {
      mkdirSync(docs + this.#language, { recursive: true })
      await this.#page.screenshot({ path: `${docs}${this.#language}/${name}.png`, animations: 'disabled' })
    }
    expect.soft(await this.#page.evaluate(findWhatDoesNotFit), `${name}: all of it fits`).toEqual([])
    const { violations } = await new AxeBuilder({ page: this.#page }).setLegacyMode(true).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    expect.soft(found, `${name}: accessible`).toEqual([])
  }

  /** The page's own attribute, as the settings would set it: opening them would disturb the screen that is looked at. */
  async #setTheme(theme: 'light' | 'dark'): Promise<void> {
    await this.#page.evaluate((scheme) => {
      document.documentElement.dataset.mantineColorScheme = scheme
    }, theme)
  }
}

/** Runs in the page: what scrolls, what is cut off, and what lies outside of the window. */
function findWhatDoesNotFit(): string[] {
  const isLookedAt = (element: Element): element is HTMLElement => {
    const box = element.getBoundingClientRect()
    const isHidden = element.closest('.pk-visually-hidden, [aria-hidden="true"]') !== null
    return (
      element instanceof HTMLElement &&
      element.tagName !== 'INPUT' &&
      !isHidden &&
      box.width > 1 &&
      box.height > 1
    )
  }
  const isTooHigh = ({ scrollHeight, clientHeight }: Element, overflow: string) =>
    overflow !== 'visible' && clientHeight > 0 && scrollHeight > clientHeight + 1
  const isTooWide = ({ scrollWidth, clientWidth, childNodes }: Element, overflow: string) => {
    const hasText = [...childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
    )
    return clientWidth > 0 && scrollWidth > clientWidth + 1 && (overflow !== 'visible' || hasText)
  }
  const isOutside = ({ left, top, right, bottom }: DOMRect) =>
    left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1

  const looked = [...document.querySelectorAll('body, body *')].filter(isLookedAt)
  return looked.flatMap((element) => {
    const { overflowX, overflowY } = getComputedStyle(element)
    const faults = [
      isTooHigh(element, overflowY) && 'is too high',
      isTooWide(element, overflowX) && 'is too wide',
      isOutside(element.getBoundingClientRect()) && 'lies outside',
    ].filter(Boolean)
    const name = `${element.tagName.toLowerCase()} "${(element.textContent ?? '').slice(0, 60)}"`
    return faults.map((fault) => `${name} ${fault}`)
  })
}
