import { unreachable } from '../lib/assert.ts'
import type { ExplanationStep } from './explanation.ts'
import { awardSentence } from './explanation-text-award.ts'
import { correctionSentence } from './explanation-text-correction.ts'
import { redeemSentence } from './explanation-text-redeem.ts'
import type { ProgramDocument } from './program.ts'
import type { Language } from './text-format.ts'

/** An explanation as sentences in both languages, in the order in which it was computed. */
export const explanationSentences = (
  steps: readonly ExplanationStep[],
  program: ProgramDocument,
): { vi: string[]; en: string[] } => ({
  vi: sentencesIn('vi', steps, program),
  en: sentencesIn('en', steps, program),
})

/** An explanation as sentences in one language. What is only counted for limits is not said. */
export const sentencesIn = (
  language: Language,
  steps: readonly ExplanationStep[],
  program: ProgramDocument,
): string[] => steps.flatMap((step) => sentenceOf(step, { language, program }) ?? [])

function sentenceOf(
  step: ExplanationStep,
  context: { language: Language; program: ProgramDocument },
): string | undefined {
  switch (step.step) {
    case 'base':
    case 'tier-discount':
    case 'bill-rule':
    case 'quantity-rule':
    case 'fixed-rule':
    case 'group':
    case 'limit':
    case 'progress':
    case 'upgrade':
      return awardSentence(step, context)
    case 'points-into-money':
    case 'reward':
    case 'percent-off':
    case 'amount-off':
    case 'product':
    case 'benefit':
    case 'voucher':
    case 'lot':
      return redeemSentence(step, context)
    case 'returned':
    case 'share':
    case 'shortfall':
    case 'adjusted':
    case 'transferred':
    case 'expired':
    case 'reviewed':
      return correctionSentence(step, context)
    case 'counted':
      return undefined
    default:
      return unreachable(step)
  }
}
