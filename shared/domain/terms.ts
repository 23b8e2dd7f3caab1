import type { ProgramDocument } from './program.ts'
import { awardTerms } from './terms-award.ts'
import { catalogueTerms } from './terms-catalogue.ts'
import { tierTerms } from './terms-tier.ts'
import {
  capitalized,
  dateText,
  type Language,
  listText,
  monthDayText,
  pointsText,
  unitText,
  wholeText,
} from './text-format.ts'
import { mainUnitId, type Unit, unitsOf } from './unit.ts'

/** A program's terms and conditions as plain text, generated from its rules. A heading ends without a stop. */
export const programTerms = (program: ProgramDocument): { vi: string[]; en: string[] } => ({
  vi: termsIn('vi', program),
  en: termsIn('en', program),
})

export function termsIn(language: Language, program: ProgramDocument): string[] {
  const isVietnamese = language === 'vi'
  const from = dateText(program.validFrom, language)
  const section = (heading: string, sentences: string[]): string[] =>
    sentences.length === 0 ? [] : [heading, ...sentences]
  return [
    isVietnamese ? `Thể lệ chương trình ${program.name.vi}` : `Terms of ${program.name.en}`,
    isVietnamese
      ? `Áp dụng từ ngày ${from} (bản ${program.version}).`
      : `These terms hold from ${from} (version ${program.version}).`,
    ...section(isVietnamese ? 'Cách tích' : 'How to collect', awardTerms(program, language)),
    ...section(isVietnamese ? 'Cách dùng' : 'How to use', catalogueTerms(program, language)),
    ...section(isVietnamese ? 'Hạng thành viên' : 'Tiers', tierTerms(program, language)),
    ...section(
      isVietnamese ? 'Thời hạn' : 'How long it lasts',
      unitsOf(program).map((unit) => expirySentence(unit, language)),
    ),
    ...section(isVietnamese ? 'Trả hàng và tặng điểm' : 'Returns and gifts', [
      ...refundTerms(program, language),
      ...transferTerms(program, language),
    ]),
  ]
}

function expirySentence(unit: Unit, language: Language): string {
  return `${capitalized(unit.name[language])} ${endText(unit, language)}${reminderText(unit, language)}`
}

function endText(unit: Unit, language: Language): string {
  const isVietnamese = language === 'vi'
  const expiry = unit.expiry ?? { kind: 'none' as const }
  switch (expiry.kind) {
    case 'none':
      return isVietnamese ? 'không hết hạn.' : 'do not end.'
    case 'months-after-award':
      return isVietnamese
        ? `có hạn ${expiry.months} tháng kể từ ngày được cộng, tính cả ngày cuối.`
        : `last ${expiry.months} months from the day they are given, the last day included.`
    case 'fixed-date':
      return fixedDateText(expiry, language)
    case 'inactivity':
      return isVietnamese
        ? `hết hạn khi ${expiry.months} tháng liền không tích, dùng hay tặng.`
        : `end when nothing was collected, used or given for ${expiry.months} months.`
  }
}

function fixedDateText(expiry: { monthDay: string; plusYears: number }, language: Language): string {
  const day = monthDayText(expiry.monthDay, language)
  const years = expiry.plusYears
  return language === 'vi'
    ? `có hạn đến hết ngày ${day} gần nhất sau ngày được cộng${years > 0 ? `, thêm ${years} năm` : ''}.`
    : `last until the next ${day}${years > 0 ? ` plus ${years} years` : ''}, that day included.`
}

function reminderText(unit: Unit, language: Language): string {
  const days = (unit.reminderDaysBefore ?? []).map((each) => wholeText(each, language))
  if (days.length === 0) return ''
  const before = listText(days, language)
  return language === 'vi'
    ? ` Thành viên được nhắc trước ${before} ngày.`
    : ` Members are reminded ${before} days before.`
}

function refundTerms(program: ProgramDocument, language: Language): string[] {
  const isVietnamese = language === 'vi'
  const days = program.refunds?.withinDays
  const shortfall = {
    'negative-balance': isVietnamese ? 'số dư sẽ âm' : 'the balance goes below zero',
    'from-next-award': isVietnamese
      ? 'phần thiếu được trừ vào lần cộng tới'
      : 'the next award fills what is missing',
    manager: isVietnamese ? 'quản lý cửa hàng quyết định' : 'the manager of the shop decides',
  }[program.refunds?.shortfall ?? 'negative-balance']
  const within = days === undefined ? '' : isVietnamese ? ` (trong ${days} ngày)` : ` (within ${days} days)`
  return [
    isVietnamese
      ? `Khi trả hàng${within}, phần đã cộng được thu lại theo tỷ lệ giá trị hàng trả, phần đã dùng được hoàn lại với hạn dùng cũ.`
      : `When goods come back${within}, what was given for them is taken back in proportion, and what was used returns with its old date.`,
    isVietnamese
      ? `Nếu phần phải thu lại đã dùng hết: ${shortfall}.`
      : `If it has been used already: ${shortfall}.`,
  ]
}

function transferTerms(program: ProgramDocument, language: Language): string[] {
  const rule = program.transfers
  if (!rule) return []
  const unitId = rule.unitId ?? mainUnitId(program)
  const points = (count: number): string => pointsText(count, unitId, program, language)
  const most = rule.maximumPoints === undefined ? undefined : points(rule.maximumPoints)
  const month = rule.maximumPointsPerMonth === undefined ? undefined : points(rule.maximumPointsPerMonth)
  const unit = unitText(unitId, program, language)
  if (language === 'vi')
    return [
      `Thành viên được tặng ${unit} cho nhau, mỗi lần từ ${points(rule.minimumPoints)}${most === undefined ? '' : ` đến ${most}`}${month === undefined ? '' : `, tối đa ${month} mỗi tháng`}; hạn dùng giữ nguyên.`,
    ]
  return [
    `Members may give ${unit} to each other, from ${points(rule.minimumPoints)}${most === undefined ? '' : ` to ${most}`} at a time${month === undefined ? '' : `, at most ${month} a month`}; dates stay as they are.`,
  ]
}
