import type { Refusal } from '../../shared/domain/refusal.ts'
import type { Formats } from './formats.ts'
import type { Translate } from './language.ts'

/** A refusal as a sentence that says what is wrong and what to do next. Money among its values ends in `Minor`. */
export function refusalSentence(refusal: Refusal, translate: Translate, formats: Formats): string {
  const values = Object.fromEntries(
    Object.entries(refusal.values).map(([name, value]) => [name, sentenceValue(name, value)]),
  )
  return translate(`refusal.${refusal.code}`, values)

  function sentenceValue(name: string, value: number | string): number | string {
    if (name.endsWith('Minor') && typeof value === 'number') return formats.money(value)
    if (name === 'reason') return recordFaultSentence(String(value), translate)
    // A message chooses by this word, since ICU cannot choose by an empty text.
    return value === '' ? 'none' : value
  }
}

/** Why a fact was not recorded; the last two: perhaps recorded; recorded in the journal, but not shown. */
const recordFaultCodes = [
  'not-enrolled',
  'disk-full',
  'journal-failed',
  'journal-damaged',
  'fact-too-large',
  'outcome-unknown',
  'copy-failed',
] as const

function recordFaultSentence(reason: string, translate: Translate): string {
  const known = recordFaultCodes.find((code) => code === reason) ?? 'journal-failed'
  return translate(`recordFault.${known}`)
}
