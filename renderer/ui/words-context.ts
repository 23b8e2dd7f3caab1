import { createContext, useContext } from 'react'
import { assert } from '../../shared/lib/assert.ts'
import type { Formats } from './formats.ts'
import type { Language, Translate } from './language.ts'

/** How a screen speaks: its language, its texts, and its numbers, money and times. */
export type Words = { language: Language; translate: Translate; formats: Formats }

export const WordsContext = createContext<Words | null>(null)

export function useWords(): Words {
  const words = useContext(WordsContext)
  assert(words, 'a screen stands inside its words')
  return words
}
