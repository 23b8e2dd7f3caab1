import type { ExplanationStep } from '../../shared/domain/explanation.ts'
import { sentencesIn } from '../../shared/domain/explanation-text.ts'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import type { Language, Translate } from './language.ts'

type Words = { language: Language; translate: Translate }

/** Lots are named one by one up to this many; more of them are said in one sentence. */
const namedLotsMax = 3

/** How a posting was computed, as sentences in the order of its steps. Nothing is told before the program is there. */
export function explanationSentences(
  steps: readonly ExplanationStep[],
  program: ProgramDocument | undefined,
  { language, translate }: Words,
): string[] {
  if (!program) return []
  const taken = steps.filter((step) => step.step === 'lot' && step.points < 0)
  if (taken.length <= namedLotsMax) return sentencesIn(language, steps, program)
  const named = steps.filter((step) => !taken.includes(step))
  return [...sentencesIn(language, named, program), translate('explanation.lots', { count: taken.length })]
}
