import type { ProgramDocument } from './program.ts'
import {
  insideSentence,
  type Language,
  listText,
  moneyText,
  monthDayText,
  pointsText,
  wholeText,
} from './text-format.ts'
import { type Tier, tiersInOrder } from './tier.ts'
import { mainUnitId } from './unit.ts'

type Context = { program: ProgramDocument; language: Language }

/** The tiers, what each brings, how long it is kept. */
export function tierTerms(program: ProgramDocument, language: Language): string[] {
  const context = { program, language }
  if (program.tiers.length === 0) return []
  return [...tiersInOrder(program).map((tier) => tierSentence(tier, context)), ...periodTerms(context)]
}

function tierSentence(tier: Tier, context: Context): string {
  const { language } = context
  const isVietnamese = language === 'vi'
  const brings = [
    ...(tier.multiplierPercent === 100
      ? []
      : [
          isVietnamese
            ? `tích bằng ${tier.multiplierPercent}% mức thường`
            : `earns ${tier.multiplierPercent}% of the usual`,
        ]),
    ...(tier.billDiscountPercent
      ? [
          isVietnamese
            ? `giảm ${tier.billDiscountPercent}% mọi hoá đơn`
            : `${tier.billDiscountPercent}% off every bill`,
        ]
      : []),
    ...(tier.benefits ?? []).map((benefit) => insideSentence(benefit[language])),
  ]
  const head = `${isVietnamese ? 'Hạng' : 'Tier'} ${tier.name[language]}: ${thresholdText(tier, context)}`
  return brings.length === 0 ? `${head}.` : `${head}; ${brings.join('; ')}.`
}

function thresholdText(tier: Tier, { program, language }: Context): string {
  const unitId = program.tierUnitId ?? mainUnitId(program)
  const parts = [
    ...(tier.fromPoints > 0 ? [pointsText(tier.fromPoints, unitId, program, language)] : []),
    ...(tier.fromSpendingMinor
      ? [
          language === 'vi'
            ? `chi tiêu ${moneyText(tier.fromSpendingMinor, program, 'vi')}`
            : `spending of ${moneyText(tier.fromSpendingMinor, program, 'en')}`,
        ]
      : []),
  ]
  if (parts.length === 0) return language === 'vi' ? 'ngay khi tham gia' : 'from the first purchase'
  return language === 'vi' ? `khi đạt từ ${listText(parts, 'vi')}` : `from ${listText(parts, 'en')}`
}

function periodTerms({ program, language }: Context): string[] {
  const over = program.tierPeriod?.over
  const months = over?.kind === 'rolling' ? over.months : undefined
  const counted =
    language === 'vi'
      ? `Hạng được xét theo ${months === undefined ? 'toàn bộ thời gian tham gia' : `${months} tháng gần nhất`}; đủ mức thì lên hạng ngay.`
      : `Tiers look at the ${months === undefined ? 'whole membership' : `last ${months} months`}; an upgrade is at once.`
  return [counted, reviewSentence(program, language)]
}

function reviewSentence(program: ProgramDocument, language: Language): string {
  const period = program.tierPeriod
  if (!period?.review || period.downgrade === 'never')
    return language === 'vi' ? 'Không hạ hạng.' : 'A tier is never lost.'
  const when = reviewTimeText(period.review, language)
  const days = period.graceDays ?? 0
  if (language === 'vi') {
    const down = period.downgrade === 'one-step' ? 'hạ một bậc' : 'về đúng hạng đạt được'
    return `Hạng được xét lại ${when}; chưa đủ mức thì ${down}${days > 0 ? `, sau ${days} ngày chờ` : ''}.`
  }
  const down = period.downgrade === 'one-step' ? 'goes down one step' : 'goes to the level reached'
  return `A tier is reviewed ${when}; below the level it ${down}${days > 0 ? `, after ${days} days of grace` : ''}.`
}

function reviewTimeText(
  review: NonNullable<NonNullable<ProgramDocument['tierPeriod']>['review']>,
  language: Language,
): string {
  if (review.kind === 'yearly') {
    const day = monthDayText(review.monthDay, language)
    return language === 'vi' ? `ngày ${day} hằng năm` : `on ${day} of each year`
  }
  const months = wholeText(review.months, language)
  return language === 'vi'
    ? `${months} tháng sau khi lên hạng hoặc sau lần xét trước`
    : `${months} months after it was reached or last reviewed`
}
