import type { ProgramDocument } from './program.ts'
import type { Benefit, PointsIntoMoney, Reward } from './reward.ts'
import { validityText } from './terms-validity.ts'
import { type Language, moneyText, namesIn, pointsText, wholeText } from './text-format.ts'
import { mainUnitId } from './unit.ts'
import type { VoucherKind } from './voucher.ts'

type Context = { program: ProgramDocument; language: Language }

/** How points are used: money off with a live example, rewards, vouchers, and what goes together. */
export function catalogueTerms(program: ProgramDocument, language: Language): string[] {
  const context = { program, language }
  const intoMoney = [
    ...(program.pointsIntoMoney ? [program.pointsIntoMoney] : []),
    ...(program.furtherUnitsIntoMoney ?? []),
  ]
  return [
    ...intoMoney.map((rule) => intoMoneySentence(rule, context)),
    ...(program.rewards ?? []).map((reward) => rewardSentence(reward, context)),
    ...(program.voucherKinds ?? []).map((kind) => voucherSentence(kind, context)),
    ...combinationTerms(context),
    language === 'vi'
      ? 'Điểm và phiếu ưu đãi không đổi thành tiền mặt, không trả lại tiền thừa. Điểm của một hoá đơn không dùng được cho chính hoá đơn đó.'
      : 'Points and vouchers are not paid out as cash and give no change. Points of a bill cannot be used on the same bill.',
  ]
}

function intoMoneySentence(rule: PointsIntoMoney, { program, language }: Context): string {
  const points = (count: number): string =>
    pointsText(count, rule.unitId ?? mainUnitId(program), program, language)
  const money = (minor: number): string => moneyText(minor, program, language)
  const steps = Math.max(2, Math.ceil(rule.minimumPoints / rule.everyPoints))
  const when = validityText(rule.when, program, language)
  const most = rule.maximumPoints
  if (language === 'vi')
    return `Mỗi ${points(rule.everyPoints)} giảm ${money(rule.amountMinor)}${when}, dùng từ ${points(rule.minimumPoints)}, theo bội số của ${points(rule.everyPoints)}, tối đa ${rule.billShareMaxPercent}% hoá đơn${most === undefined ? '' : ` và ${points(most)} mỗi hoá đơn`}; ví dụ ${points(steps * rule.everyPoints)} giảm ${money(steps * rule.amountMinor)}.`
  return `Each ${points(rule.everyPoints)} take ${money(rule.amountMinor)} off${when}, from ${points(rule.minimumPoints)}, in steps of ${points(rule.everyPoints)}, up to ${rule.billShareMaxPercent}% of the bill${most === undefined ? '' : ` and ${points(most)} a bill`}; for example ${points(steps * rule.everyPoints)} take ${money(steps * rule.amountMinor)} off.`
}

function rewardSentence(reward: Reward, context: Context): string {
  const { program, language } = context
  const isVietnamese = language === 'vi'
  const cost = pointsText(reward.costPoints, reward.unitId ?? mainUnitId(program), program, language)
  const gives =
    reward.gives.kind === 'voucher'
      ? `${isVietnamese ? 'phiếu' : 'the voucher'} "${namesIn(program, language).voucherKind(reward.gives.voucherKindId)}"`
      : benefitText(reward.gives, context)
  const conditions = [
    minimumText(reward.minimumBillMinor, context),
    reward.stock === undefined
      ? ''
      : isVietnamese
        ? `có ${wholeText(reward.stock, 'vi')} phần`
        : `${wholeText(reward.stock, 'en')} in all`,
    reward.perMemberMax === undefined
      ? ''
      : isVietnamese
        ? `mỗi thành viên tối đa ${reward.perMemberMax} lần`
        : `at most ${reward.perMemberMax} a member`,
  ].filter((part) => part !== '')
  const suffix = `${conditions.length === 0 ? '' : `; ${conditions.join('; ')}`}${validityText(reward.when, program, language)}`
  const name = reward.name[language]
  return name === gives ? `${cost}: ${name}${suffix}.` : `${cost}: ${name} – ${gives}${suffix}.`
}

function voucherSentence(kind: VoucherKind, context: Context): string {
  const { program, language } = context
  const minimum = minimumText(kind.minimumBillMinor, context)
  const when = validityText(kind.when, program, language)
  const gives = benefitText(kind.gives, context)
  if (language === 'vi')
    return `Phiếu "${kind.name.vi}": ${gives}; dùng một lần, trong ${kind.validDays} ngày kể từ ngày phát${minimum === '' ? '' : `; ${minimum}`}${when}.`
  return `Voucher "${kind.name.en}": ${gives}; single use, within ${kind.validDays} days of issue${minimum === '' ? '' : `; ${minimum}`}${when}.`
}

function benefitText(benefit: Benefit, { program, language }: Context): string {
  const isVietnamese = language === 'vi'
  switch (benefit.kind) {
    case 'amount': {
      const amount = moneyText(benefit.amountMinor, program, language)
      return isVietnamese ? `giảm ${amount}` : `${amount} off`
    }
    case 'percent': {
      const cap = benefit.capMinor === undefined ? '' : moneyText(benefit.capMinor, program, language)
      if (isVietnamese) return `giảm ${benefit.percent}%${cap === '' ? '' : `, tối đa ${cap}`}`
      return `${benefit.percent}% off${cap === '' ? '' : `, at most ${cap}`}`
    }
    case 'product':
      return benefit.quantity === 1
        ? benefit.name[language]
        : `${wholeText(benefit.quantity, language)} ${benefit.name[language]}`
    case 'text':
      // The sentence around it brings its own stop.
      return benefit.text[language].replace(/\.$/, '')
  }
}

function minimumText(minimumBillMinor: number | undefined, { program, language }: Context): string {
  if (!minimumBillMinor) return ''
  const minimum = moneyText(minimumBillMinor, program, language)
  return language === 'vi' ? `hoá đơn từ ${minimum}` : `bills of at least ${minimum}`
}

function combinationTerms({ program, language }: Context): string[] {
  const names = namesIn(program, language)
  const nameOf = (key: string): string => {
    const name = classNames[language][key]
    return name ?? (names.reward(key) === key ? names.voucherKind(key) : names.reward(key))
  }
  const pairs = (program.combination?.notTogether ?? []).map(({ one, other }) =>
    language === 'vi'
      ? `Không dùng cùng lúc: ${nameOf(one)} và ${nameOf(other)}.`
      : `Not together: ${nameOf(one)} and ${nameOf(other)}.`,
  )
  const max = program.combination?.perBillMax
  if (max === undefined) return pairs
  return [
    ...pairs,
    language === 'vi'
      ? `Mỗi hoá đơn dùng tối đa ${max} ưu đãi.`
      : `At most ${max} rewards or vouchers a bill.`,
  ]
}

const classNames: Record<Language, Record<string, string>> = {
  vi: {
    'points-into-money': 'giảm tiền bằng điểm',
    rewards: 'quà đổi điểm',
    vouchers: 'phiếu ưu đãi',
    'tier-discount': 'ưu đãi theo hạng',
    'outside-discount': 'khuyến mãi khác của cửa hàng',
  },
  en: {
    'points-into-money': 'money off for points',
    rewards: 'rewards',
    vouchers: 'vouchers',
    'tier-discount': "the tier's discount",
    'outside-discount': "the shop's other discounts",
  },
}
