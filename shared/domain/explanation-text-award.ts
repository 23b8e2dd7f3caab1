import type { Step } from './explanation.ts'
import type { ProgramDocument } from './program.ts'
import {
  capitalized,
  type Language,
  listText,
  moneyText,
  namesIn,
  pointsText,
  wholeText,
} from './text-format.ts'
import { mainUnitId } from './unit.ts'

type Context = { language: Language; program: ProgramDocument }
type AwardStep = Step<
  | 'base'
  | 'tier-discount'
  | 'bill-rule'
  | 'quantity-rule'
  | 'fixed-rule'
  | 'group'
  | 'limit'
  | 'progress'
  | 'upgrade'
>

/** How an award's steps are said. */
export function awardSentence(step: AwardStep, context: Context): string {
  switch (step.step) {
    case 'base':
      return baseSentence(step, context)
    case 'tier-discount':
      return tierDiscountSentence(step, context)
    case 'bill-rule':
    case 'quantity-rule':
      return rateSentence(step, context)
    case 'fixed-rule':
      return fixedSentence(step, context)
    case 'group':
      return groupSentence(step, context)
    case 'limit':
      return limitSentence(step, context)
    case 'progress':
      return progressSentence(step, context)
    case 'upgrade':
      return upgradeSentence(step, context)
  }
}

function baseSentence(step: Step<'base'>, { language, program }: Context): string {
  const money = (minor: number): string => moneyText(minor, program, language)
  const isVietnamese = language === 'vi'
  const parts = [
    [step.outsideDiscountMinor, isVietnamese ? 'phần cửa hàng giảm' : 'the shop took off'],
    [step.tierDiscountMinor, isVietnamese ? 'ưu đãi hạng' : 'the tier took off'],
    [step.paidWithVouchersMinor, isVietnamese ? 'phần trả bằng phiếu ưu đãi' : 'vouchers paid'],
    [step.paidWithPointsMinor, isVietnamese ? 'phần trả bằng điểm' : 'points paid'],
  ] as const
  const off = parts.flatMap(([minor, name]) => (minor ? [`${name} ${money(minor)}`] : []))
  if (off.length === 0)
    return isVietnamese
      ? `Hoá đơn ${money(step.amountMinor)}, được tính toàn bộ.`
      : `The bill of ${money(step.amountMinor)} counts in full.`
  return isVietnamese
    ? `Hoá đơn ${money(step.amountMinor)}, trừ ${listText(off, 'vi')}; phần được tính là ${money(step.baseMinor)}.`
    : `Of the bill of ${money(step.amountMinor)}, ${listText(off, 'en')}; ${money(step.baseMinor)} counts.`
}

function tierDiscountSentence(step: Step<'tier-discount'>, { language, program }: Context): string {
  const tier = namesIn(program, language).tier(step.tierId)
  const of = moneyText(step.ofMinor, program, language)
  const discount = moneyText(step.discountMinor, program, language)
  return language === 'vi'
    ? `Hạng ${tier} giảm ${step.percent}% của ${of}: ${discount}.`
    : `Tier ${tier} takes ${step.percent}% off ${of}: ${discount}.`
}

function rateSentence(step: Step<'bill-rule'> | Step<'quantity-rule'>, context: Context): string {
  const { language, program } = context
  const isBill = step.step === 'bill-rule'
  const base = isBill ? moneyText(step.baseMinor, program, language) : wholeText(step.quantity, language)
  const every = isBill
    ? moneyText(step.everyMinor, program, language)
    : wholeText(step.everyQuantity, language)
  const points = pointsText(step.points, step.unitId, program, language)
  const gives = pointsText(step.givesPoints, step.unitId, program, language)
  const times = multipliersText(step, context)
  const rule = ruleText(step.ruleId, context)
  const isWhole = step.rounding === 'whole-blocks'
  if (language === 'vi')
    return `${rule === '' ? 'Mỗi' : `${rule}mỗi`} ${every} được ${points}${isWhole ? ' (chỉ tính phần tròn)' : ''}, tính trên ${base}${times}: ${gives}.`
  return `${rule === '' ? 'Each' : `${rule}each`} ${every} gives ${points}${isWhole ? ' (whole steps only)' : ''}, on ${base}${times}: ${gives}.`
}

function fixedSentence(step: Step<'fixed-rule'>, context: Context): string {
  const { language, program } = context
  const gives = pointsText(step.givesPoints, step.unitId, program, language)
  const times = multipliersText(step, context)
  return `${ruleText(step.ruleId, context, causes[language][step.by])}${gives}${times}.`
}

const causes = {
  vi: {
    order: 'Mỗi đơn hàng',
    visit: 'Mỗi lần ghé',
    activity: 'Hoạt động',
    welcome: 'Chào mừng thành viên mới',
    birthday: 'Quà sinh nhật',
    referral: 'Giới thiệu bạn bè',
  },
  en: {
    order: 'Each order',
    visit: 'Each visit',
    activity: 'Activity',
    welcome: 'Welcome',
    birthday: 'Birthday',
    referral: 'Referral',
  },
} as const

/** "Tên quy tắc: ", where the program names the rule; else what it is for. */
function ruleText(ruleId: string, { language, program }: Context, otherwise = ''): string {
  const name = program.awardRules.find((rule) => rule.ruleId === ruleId)?.name?.[language] ?? otherwise
  return name === '' ? '' : `${name}: `
}

function multipliersText(
  step: { multipliers?: Step<'bill-rule'>['multipliers']; stacking?: Step<'bill-rule'>['stacking'] },
  { language, program }: Context,
): string {
  const names = namesIn(program, language)
  const said = (step.multipliers ?? []).map((each) => {
    const name = each.source === 'tier' ? names.tier(each.id) : names.campaign(each.id)
    return `${name} ${each.percent}%`
  })
  if (said.length === 0) return ''
  const rule = step.stacking === undefined ? '' : ` (${stackings[language][step.stacking]})`
  return language === 'vi'
    ? `, nhân hệ số ${listText(said, 'vi')}${rule}`
    : `, multiplied by ${listText(said, 'en')}${rule}`
}

const stackings = {
  vi: { multiply: 'nhân với nhau', add: 'cộng phần tăng thêm', highest: 'lấy hệ số cao nhất' },
  en: { multiply: 'multiplied together', add: 'extras added', highest: 'the highest counts' },
} as const

function groupSentence(step: Step<'group'>, { language, program }: Context): string {
  const names = namesIn(program, language)
  const others = listText(step.insteadOf.map(names.rule), language)
  return language === 'vi'
    ? `Áp dụng "${names.rule(step.ruleId)}" thay cho ${others}.`
    : `"${names.rule(step.ruleId)}" applies instead of ${others}.`
}

const limits: Record<Language, Record<string, string>> = {
  vi: {
    pointsPerBill: 'tối đa mỗi hoá đơn',
    pointsPerDay: 'tối đa mỗi ngày',
    pointsPerMonth: 'tối đa mỗi tháng',
    pointsPerYear: 'tối đa mỗi năm',
    pointsPerMember: 'tối đa mỗi thành viên',
    timesPerDay: 'số lần tối đa mỗi ngày',
    timesPerMonth: 'số lần tối đa mỗi tháng',
    timesPerYear: 'số lần tối đa mỗi năm',
    timesPerMember: 'số lần tối đa mỗi thành viên',
    'once-a-day': 'số lần mỗi ngày',
    'once-a-year': 'số lần mỗi năm',
    once: 'số lần mỗi thành viên',
  },
  en: {
    pointsPerBill: 'the most on a bill',
    pointsPerDay: 'the most in a day',
    pointsPerMonth: 'the most in a month',
    pointsPerYear: 'the most in a year',
    pointsPerMember: 'the most for a member',
    timesPerDay: 'the most times in a day',
    timesPerMonth: 'the most times in a month',
    timesPerYear: 'the most times in a year',
    timesPerMember: 'the most times for a member',
    'once-a-day': 'the number of times in a day',
    'once-a-year': 'the number of times in a year',
    once: 'the number of times for a member',
  },
}

function limitSentence(step: Step<'limit'>, context: Context): string {
  const { language, program } = context
  const limit = limits[language][step.limit] ?? step.limit
  const max = wholeText(step.max, language)
  const used = wholeText(step.usedBefore, language)
  const to = pointsText(step.toPoints, step.unitId, program, language)
  const rule = step.ruleId === undefined ? '' : ruleText(step.ruleId, context)
  return language === 'vi'
    ? `${rule === '' ? 'Giới hạn' : `${rule}giới hạn`} ${limit} là ${max}, trước đó đã dùng ${used}: còn được ${to}.`
    : `${rule === '' ? capitalized(limit) : `${rule}${limit}`} is ${max}, ${used} used before: ${to} remain.`
}

function progressSentence(step: Step<'progress'>, { language, program }: Context): string {
  const tierUnitId = program.tierUnitId ?? mainUnitId(program)
  const parts = [
    ...(step.points === 0 ? [] : [pointsText(step.points, tierUnitId, program, language)]),
    ...(step.spendingMinor === 0 ? [] : [moneyText(step.spendingMinor, program, language)]),
  ]
  return language === 'vi'
    ? `Tính vào xét hạng: ${listText(parts, 'vi')}.`
    : `Counts towards tiers: ${listText(parts, 'en')}.`
}

function upgradeSentence(step: Step<'upgrade'>, { language, program }: Context): string {
  const names = namesIn(program, language)
  return language === 'vi'
    ? `Lên hạng ${names.tier(step.tierId)} (trước đó: ${names.tier(step.fromTierId)}).`
    : `Reached tier ${names.tier(step.tierId)} (before: ${names.tier(step.fromTierId)}).`
}
