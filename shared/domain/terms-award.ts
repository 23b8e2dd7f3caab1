import { unreachable } from '../lib/assert.ts'
import type { AwardLimits, AwardRule, LineScope, RuleBy } from './award-rule.ts'
import { ratePoints } from './multiplier.ts'
import type { ProgramDocument } from './program.ts'
import { validityText } from './terms-validity.ts'
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

type Context = { program: ProgramDocument; language: Language }

/** How points are earned: a sentence for each rule, with a live example for rates. */
export const awardTerms = (program: ProgramDocument, language: Language): string[] => [
  ...program.awardRules.map((rule) => ruleSentence(rule, { program, language })),
  ...groupTerms(program, language),
  ...(program.campaigns ?? []).map((campaign) => campaignSentence(campaign, { program, language })),
  ...unitLimitTerms(program, language),
  language === 'vi'
    ? 'Phần hoá đơn được cửa hàng giảm, được giảm theo hạng, hoặc trả bằng điểm và phiếu ưu đãi không được tính.'
    : 'What the shop or the tier takes off, and what points or vouchers pay, earns nothing.',
]

function ruleSentence(rule: AwardRule, context: Context): string {
  const { program, language } = context
  const said = `${basis(rule, context)}${validityText(rule.when, program, language)}`
  return [
    `${said}.`,
    ...limitSentences(rule.limits, unitIdOf(rule, program), context),
    ...chosenSentence(rule, context),
  ].join(' ')
}

const unitIdOf = (rule: AwardRule, program: ProgramDocument): string => rule.unitId ?? mainUnitId(program)

/** What the rule says without its conditions. */
function basis(rule: AwardRule, context: Context): string {
  const { program, language } = context
  const points = (count: number): string => pointsText(count, unitIdOf(rule, program), program, language)
  const isVietnamese = language === 'vi'
  switch (rule.by) {
    case 'bill':
    case 'quantity':
      return rateSentence(rule, context)
    case 'order':
      return isVietnamese
        ? `Mỗi đơn hàng${minimumText(rule.minimumBillMinor, context)} được ${giftText(rule, context)}`
        : `Each order${minimumText(rule.minimumBillMinor, context)} gives ${giftText(rule, context)}`
    case 'visit':
      return isVietnamese
        ? `Mỗi ngày ghé mua hàng${minimumText(rule.minimumBillMinor, context)} được ${giftText(rule, context)}`
        : `Each day with a purchase${minimumText(rule.minimumBillMinor, context)} gives ${giftText(rule, context)}`
    case 'activity': {
      const name = rule.name?.[language] ?? rule.activityId
      return isVietnamese
        ? `${name}: được ${giftText(rule, context)}`
        : `${name} gives ${giftText(rule, context)}`
    }
    case 'welcome':
      return isVietnamese
        ? `Thành viên mới được tặng ${giftText(rule, context)}`
        : `A new member is given ${giftText(rule, context)}`
    case 'birthday':
      return birthdaySentence(rule, context)
    case 'referral':
      return isVietnamese
        ? `Giới thiệu bạn bè: khi người được giới thiệu mua hàng lần đầu${minimumText(rule.minimumBillMinor, context)}, người giới thiệu được ${points(rule.referrerPoints)} và người được giới thiệu được ${points(rule.newMemberPoints)}`
        : `Bring a friend: with the friend's first purchase${minimumText(rule.minimumBillMinor, context)}, you get ${points(rule.referrerPoints)} and the friend ${points(rule.newMemberPoints)}`
    default:
      return unreachable(rule)
  }
}

/** "Mỗi 100.000 đ được 10 điểm; ví dụ 250.000 đ được 20 điểm". */
function rateSentence(rule: RuleBy<'bill'> | RuleBy<'quantity'>, context: Context): string {
  const { language, program } = context
  const every = rule.by === 'bill' ? rule.everyMinor : rule.everyQuantity
  const minimum = rule.by === 'bill' ? minimumText(rule.minimumBillMinor, context) : ''
  const of = `${scopeText(rule.scope, context)}${minimum}`
  const given = pointsText(rule.points, unitIdOf(rule, program), program, language)
  const sentence =
    language === 'vi'
      ? `mỗi ${countText(rule, every, context)}${of} được ${given}`
      : `each ${countText(rule, every, context)}${of} gives ${given}`
  const whole = `${sentence}${exampleText(rule, every, context)}`
  return rule.by === 'quantity' && rule.name ? `${rule.name[language]}: ${whole}` : capitalized(whole)
}

/** Two and a half steps show what becomes of a rest. Steps of one have no rest. */
function exampleText(rule: RuleBy<'bill'> | RuleBy<'quantity'>, every: number, context: Context): string {
  if (every === 1) return ''
  const { language, program } = context
  const { points, rounding } = rule
  const base = Math.floor((every * 5) / 2)
  const gives = Number(ratePoints({ base, every, points, rounding, multipliers: [], stacking: 'multiply' }))
  const given = pointsText(gives, unitIdOf(rule, program), program, language)
  const of = countText(rule, base, context)
  const isBlocks = rounding === 'whole-blocks'
  return language === 'vi'
    ? `${isBlocks ? ', phần lẻ không tính' : ', phần lẻ của điểm được bỏ'}; ví dụ ${of} được ${given}`
    : `${isBlocks ? ', whole steps only' : ', fractions of a point are dropped'}; for example ${of} gives ${given}`
}

function countText(rule: AwardRule, count: number, { language, program }: Context): string {
  if (rule.by === 'bill') return moneyText(count, program, language)
  const units = language === 'vi' ? 'đơn vị' : count === 1 ? 'unit' : 'units'
  return `${wholeText(count, language)} ${units}`
}

function scopeText(scope: LineScope | undefined, { language }: Context): string {
  if (!scope) return ''
  const isVietnamese = language === 'vi'
  const list = (items: readonly string[]): string =>
    items.length > 5
      ? `${items.slice(0, 5).join(', ')}${isVietnamese ? ` và ${items.length - 5} mã khác` : ` and ${items.length - 5} more`}`
      : listText(items, language)
  const parts = [
    scope.categories && `${isVietnamese ? 'nhóm hàng' : 'of'} ${list(scope.categories)}`,
    scope.products && `${isVietnamese ? 'sản phẩm' : 'of products'} ${list(scope.products)}`,
    scope.excludeCategories &&
      `${isVietnamese ? 'trừ nhóm hàng' : 'except'} ${list(scope.excludeCategories)}`,
    scope.excludeProducts &&
      `${isVietnamese ? 'trừ sản phẩm' : 'except products'} ${list(scope.excludeProducts)}`,
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? '' : ` ${parts.join(', ')}`
}

function minimumText(minimumBillMinor: number | undefined, { program, language }: Context): string {
  if (!minimumBillMinor) return ''
  const minimum = moneyText(minimumBillMinor, program, language)
  return language === 'vi' ? ` từ ${minimum}` : ` of at least ${minimum}`
}

function giftText(
  rule: { points: number; voucherKindId?: string | undefined; unitId?: string | undefined },
  { program, language }: Context,
): string {
  const points =
    rule.points > 0 ? [pointsText(rule.points, rule.unitId ?? mainUnitId(program), program, language)] : []
  const voucher = rule.voucherKindId
    ? [
        `${language === 'vi' ? 'phiếu' : 'the voucher'} "${namesIn(program, language).voucherKind(rule.voucherKindId)}"`,
      ]
    : []
  return listText([...points, ...voucher], language)
}

function birthdaySentence(rule: RuleBy<'birthday'>, context: Context): string {
  const gift = giftText(rule, context)
  const { daysBefore, daysAfter } = rule
  if (context.language === 'vi')
    return rule.given === 'on-the-day'
      ? `Sinh nhật: mỗi năm một lần được tặng ${gift}`
      : `Sinh nhật: lần mua đầu tiên trong khoảng ${daysBefore} ngày trước đến hết ${daysAfter} ngày sau sinh nhật được tặng ${gift}, mỗi năm một lần`
  return rule.given === 'on-the-day'
    ? `Birthday: ${gift}, once a year`
    : `Birthday: ${gift} with the first purchase from ${daysBefore} days before to ${daysAfter} days after it, once a year`
}

const limitNames = {
  vi: {
    pointsPerBill: 'mỗi hoá đơn',
    pointsPerDay: 'mỗi ngày',
    pointsPerMonth: 'mỗi tháng',
    pointsPerYear: 'mỗi năm',
    pointsPerMember: 'mỗi thành viên',
    timesPerDay: 'mỗi ngày',
    timesPerMonth: 'mỗi tháng',
    timesPerYear: 'mỗi năm',
    timesPerMember: 'mỗi thành viên',
  },
  en: {
    pointsPerBill: 'a bill',
    pointsPerDay: 'a day',
    pointsPerMonth: 'a month',
    pointsPerYear: 'a year',
    pointsPerMember: 'a member',
    timesPerDay: 'a day',
    timesPerMonth: 'a month',
    timesPerYear: 'a year',
    timesPerMember: 'a member',
  },
} as const

function limitSentences(
  limits: AwardLimits | undefined,
  unitId: string,
  { program, language }: Context,
): string[] {
  const parts = (Object.keys(limitNames[language]) as (keyof AwardLimits)[]).flatMap((limit) => {
    const max = limits?.[limit]
    if (max === undefined) return []
    const times = language === 'vi' ? `${wholeText(max, language)} lần` : `${wholeText(max, language)} times`
    const most = limit.startsWith('points') ? pointsText(max, unitId, program, language) : times
    return [`${most} ${limitNames[language][limit]}`]
  })
  if (parts.length === 0) return []
  return [language === 'vi' ? `Tối đa ${listText(parts, 'vi')}.` : `At most ${listText(parts, 'en')}.`]
}

const chosenSentence = (rule: AwardRule, { language }: Context): string[] =>
  rule.isChosenUnitOnly
    ? [
        language === 'vi'
          ? 'Dành cho thành viên đã chọn hình thức này.'
          : 'For members who chose to collect this.',
      ]
    : []

function groupTerms(program: ProgramDocument, language: Language): string[] {
  const groups = [...new Set(program.awardRules.flatMap((rule) => rule.group ?? []))].sort()
  const names = namesIn(program, language)
  return groups.flatMap((group) => {
    const rules = program.awardRules
      .filter((rule) => rule.group === group)
      .map((rule) => names.rule(rule.ruleId))
    if (rules.length < 2) return []
    return [
      language === 'vi'
        ? `Mỗi lần chỉ áp dụng một trong các cách tính sau: ${listText(rules, 'vi')}.`
        : `Only one of these applies at a time: ${listText(rules, 'en')}.`,
    ]
  })
}

function campaignSentence(
  campaign: NonNullable<ProgramDocument['campaigns']>[number],
  context: Context,
): string {
  const { program, language } = context
  const name = campaign.name[language]
  const when = validityText(campaign.when, program, language)
  const minimum = minimumText(campaign.minimumBillMinor, context)
  const around = campaign.aroundBirthday
  if (language === 'vi') {
    const birthday = around
      ? `, trong ${around.daysBefore} ngày trước đến ${around.daysAfter} ngày sau sinh nhật`
      : ''
    return `${name}: ${campaign.multiplierPercent}% mức thường${minimum === '' ? '' : ` cho hoá đơn${minimum}`}${birthday}${when}.`
  }
  const birthday = around
    ? `, from ${around.daysBefore} days before to ${around.daysAfter} days after your birthday`
    : ''
  return `${name}: ${campaign.multiplierPercent}% of the usual${minimum === '' ? '' : ` for bills${minimum}`}${birthday}${when}.`
}

const unitLimitTerms = (program: ProgramDocument, language: Language): string[] =>
  (program.awardLimits ?? []).flatMap(({ unitId, limits }) =>
    limitSentences(limits, unitId ?? mainUnitId(program), { program, language }).map((sentence) =>
      language === 'vi' ? `Tính chung mọi cách: ${sentence}` : `All rules together: ${sentence}`,
    ),
  )
