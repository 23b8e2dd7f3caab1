import { checkUnit } from './check-reference.ts'
import { errorAt, type Finding, warningAt } from './finding.ts'
import type { ProgramDocument } from './program.ts'
import { type Tier, tiersInOrder } from './tier.ts'

/** What is wrong with tiers, units and the program's frame. */
export const checkTiers = (program: ProgramDocument): Finding[] => [
  ...checkOrder(program),
  ...checkUnit(program.tierUnitId, 'tierUnitId', program),
  ...checkPeriod(program),
  ...checkReminders(program),
  ...checkTimeZone(program),
]

/** Tiers are a ladder: who reaches the higher one has reached the lower one, and gets no less there. */
function checkOrder(program: ProgramDocument): Finding[] {
  const ordered = tiersInOrder(program)
  return ordered.flatMap((upper, index) => {
    const lower = ordered[index - 1]
    if (!lower) return []
    const path = `tiers[${program.tiers.indexOf(upper)}]`
    return [...overlap(lower, upper, path), ...bringsLess(lower, upper, path)]
  })
}

function overlap(lower: Tier, upper: Tier, path: string): Finding[] {
  if ((upper.fromSpendingMinor ?? 0) >= (lower.fromSpendingMinor ?? 0)) return []
  return [
    errorAt(path, 'tiers-overlap', {
      vi: `Hạng ${upper.name.vi} cần nhiều điểm hơn ${lower.name.vi} nhưng ít chi tiêu hơn: không rõ hạng nào cao hơn.`,
      en: `Tier ${upper.name.en} asks for more points than ${lower.name.en} but for less spending: which is higher is not clear.`,
    }),
  ]
}

function bringsLess(lower: Tier, upper: Tier, path: string): Finding[] {
  const isLess =
    upper.multiplierPercent < lower.multiplierPercent ||
    (upper.billDiscountPercent ?? 0) < (lower.billDiscountPercent ?? 0)
  if (!isLess) return []
  return [
    warningAt(path, 'tier-brings-less', {
      vi: `Hạng ${upper.name.vi} cao hơn ${lower.name.vi} nhưng được ít hơn.`,
      en: `Tier ${upper.name.en} is above ${lower.name.en} but brings less.`,
    }),
  ]
}

function checkPeriod(program: ProgramDocument): Finding[] {
  const period = program.tierPeriod
  if (!period) return []
  if (period.downgrade === 'never' && period.review)
    return [
      warningAt('tierPeriod.review', 'review-without-effect', {
        vi: 'Có ngày xét hạng nhưng không bao giờ hạ hạng: bỏ review hoặc đổi downgrade.',
        en: 'Tiers are reviewed but never lost: remove review or change downgrade.',
      }),
    ]
  if (period.downgrade !== 'never' && !period.review)
    return [
      errorAt('tierPeriod.review', 'downgrade-without-review', {
        vi: 'Muốn hạ hạng phải có ngày xét hạng: thêm review.',
        en: 'To lower tiers there must be a review: add one.',
      }),
    ]
  return []
}

const checkReminders = (program: ProgramDocument): Finding[] =>
  (program.units ?? []).flatMap((unit, index) => {
    const hasEnd = unit.expiry !== undefined && unit.expiry.kind !== 'none'
    if (hasEnd || !unit.reminderDaysBefore?.length) return []
    return [
      warningAt(`units[${index}].reminderDaysBefore`, 'reminder-without-end', {
        vi: `${unit.name.vi} không hết hạn nên không có gì để nhắc.`,
        en: `${unit.name.en} do not end, so there is nothing to remind of.`,
      }),
    ]
  })

function checkTimeZone(program: ProgramDocument): Finding[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone: program.timeZone })
    return []
  } catch {
    return [
      errorAt('timeZone', 'unknown-time-zone', {
        vi: `Không có múi giờ "${program.timeZone}": ví dụ đúng là Asia/Ho_Chi_Minh.`,
        en: `There is no time zone "${program.timeZone}": Asia/Ho_Chi_Minh is one.`,
      }),
    ]
  }
}
