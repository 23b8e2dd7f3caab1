import type { Language } from './language.ts'

const groupMark = { vi: '.', en: ',' } as const

/**
 * A typed amount with its thousands grouped as the language groups them. Anything that is more than digits and that
 * mark stays as it was typed, so that "2,5" is refused as it stands and never becomes 25 unseen.
 */
export function groupDigits(text: string, language: Language): string {
  const mark = groupMark[language]
  const digits = text.replaceAll(mark, '')
  if (!/^\d+$/.test(digits)) return digits === '' ? '' : text
  const plain = digits.replace(/^0+(?=\d)/, '')
  return plain.replace(/\B(?=(\d{3})+$)/g, mark)
}
