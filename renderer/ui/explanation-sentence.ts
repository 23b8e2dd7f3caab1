import type { ExplanationStep } from '../../shared/domain/explanation.ts'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import type { Formats } from './formats.ts'
import type { Language, Translate } from './language.ts'

type Words = { language: Language; translate: Translate; formats: Formats }

/** Lots are named one by one up to this many; more of them are said in one sentence. */
const namedLotsMax = 3

/** How a posting was computed, as sentences in the order of its steps. `program` gives the tiers their names. */
export function explanationSentences(
  steps: readonly ExplanationStep[],
  program: ProgramDocument | undefined,
  words: Words,
): string[] {
  const lots = steps.filter((step) => step.step === 'lot')
  const named = lots.length > namedLotsMax ? steps.filter((step) => step.step !== 'lot') : steps
  const sentences = named.map((step) => stepSentence(step, program, words))
  if (lots.length > namedLotsMax) sentences.push(words.translate('explanation.lots', { count: lots.length }))
  return sentences
}

function stepSentence(
  step: ExplanationStep,
  program: ProgramDocument | undefined,
  { language, translate, formats }: Words,
): string {
  switch (step.step) {
    case 'base': {
      const amount = formats.money(step.amountMinor)
      const base = formats.money(step.baseMinor)
      const paid = formats.money(step.paidWithPointsMinor)
      return step.paidWithPointsMinor === 0
        ? translate('explanation.base', { amount, base })
        : translate('explanation.baseLess', { amount, base, paid })
    }
    case 'bill-rule': {
      const values = { every: formats.money(step.everyMinor), points: step.points, gives: step.givesPoints }
      const tier = program?.tiers.find((candidate) => candidate.tierId === step.tierId)
      const isLinear = step.rounding === 'linear-floor'
      if (!step.tierId || step.multiplierPercent === 100)
        return translate(isLinear ? 'explanation.linear' : 'explanation.blocks', values)
      return translate(isLinear ? 'explanation.linearTier' : 'explanation.blocksTier', {
        ...values,
        tier: tier?.name[language] ?? step.tierId,
        multiplier: formats.number(step.multiplierPercent / 100),
      })
    }
    case 'points-into-money':
      return translate('explanation.money', {
        everyPoints: step.everyPoints,
        amount: formats.money(step.amountMinor),
        points: step.redeemedPoints,
        discount: formats.money(step.discountMinor),
      })
    case 'lot':
      return step.expiresOn === null
        ? translate('explanation.lot', { points: step.points })
        : translate('explanation.lotExpiring', { points: step.points, date: formats.day(step.expiresOn) })
  }
}
