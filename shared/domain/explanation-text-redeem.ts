import type { Step } from './explanation.ts'
import type { ProgramDocument } from './program.ts'
import {
  dateText,
  type Language,
  moneyText,
  namesIn,
  pointsText,
  unitText,
  wholeText,
} from './text-format.ts'

type Context = { language: Language; program: ProgramDocument }
type RedeemStep = Step<
  'points-into-money' | 'reward' | 'percent-off' | 'amount-off' | 'product' | 'benefit' | 'voucher' | 'lot'
>

/** How a redeem's steps, and the lots of any posting, are said. */
export function redeemSentence(step: RedeemStep, context: Context): string {
  switch (step.step) {
    case 'points-into-money':
      return intoMoneySentence(step, context)
    case 'reward':
      return rewardSentence(step, context)
    case 'percent-off':
      return percentSentence(step, context)
    case 'amount-off':
      return amountSentence(step, context)
    case 'product':
      return context.language === 'vi'
        ? `Nhận ${wholeText(step.quantity, 'vi')} sản phẩm ${step.productCode}.`
        : `${wholeText(step.quantity, 'en')} of product ${step.productCode}.`
    case 'benefit':
      return step[context.language]
    case 'voucher':
      return voucherSentence(step, context)
    case 'lot':
      return lotSentence(step, context)
  }
}

function intoMoneySentence(step: Step<'points-into-money'>, { language, program }: Context): string {
  const every = pointsText(step.everyPoints, step.unitId, program, language)
  const amount = moneyText(step.amountMinor, program, language)
  const redeemed = pointsText(step.redeemedPoints, step.unitId, program, language)
  const discount = moneyText(step.discountMinor, program, language)
  return language === 'vi'
    ? `Mỗi ${every} giảm ${amount}: dùng ${redeemed}, giảm ${discount}.`
    : `Each ${every} take ${amount} off: ${redeemed} take ${discount} off.`
}

function rewardSentence(step: Step<'reward'>, { language, program }: Context): string {
  const reward = namesIn(program, language).reward(step.rewardId)
  const cost = pointsText(step.costPoints, step.unitId, program, language)
  return language === 'vi' ? `Đổi ${cost} lấy "${reward}".` : `${cost} redeemed for "${reward}".`
}

function percentSentence(step: Step<'percent-off'>, { language, program }: Context): string {
  const of = moneyText(step.ofMinor, program, language)
  const discount = moneyText(step.discountMinor, program, language)
  const cap = step.capMinor === undefined ? '' : moneyText(step.capMinor, program, language)
  if (language === 'vi')
    return `Giảm ${step.percent}% của ${of}${cap === '' ? '' : `, tối đa ${cap}`}: ${discount}.`
  return `${step.percent}% off ${of}${cap === '' ? '' : `, at most ${cap}`}: ${discount}.`
}

function amountSentence(step: Step<'amount-off'>, { language, program }: Context): string {
  const amount = moneyText(step.amountMinor, program, language)
  const discount = moneyText(step.discountMinor, program, language)
  const isCut = step.discountMinor < step.amountMinor
  if (language === 'vi')
    return isCut
      ? `Giảm ${amount}, không quá hoá đơn và không trả lại tiền thừa: ${discount}.`
      : `Giảm ${amount}.`
  return isCut ? `${amount} off, not more than the bill and without change: ${discount}.` : `${amount} off.`
}

function voucherSentence(step: Step<'voucher'>, { language, program }: Context): string {
  const kind = namesIn(program, language).voucherKind(step.voucherKindId)
  const until = dateText(step.validTo, language)
  const said = {
    vi: {
      issued: `Tặng phiếu "${kind}", mã ${step.code}, dùng đến hết ngày ${until}.`,
      withdrawn: `Thu lại phiếu "${kind}", mã ${step.code}.`,
      used: `Dùng phiếu "${kind}", mã ${step.code}.`,
      returned: `Trả lại phiếu "${kind}", mã ${step.code}, dùng đến hết ngày ${until}.`,
    },
    en: {
      issued: `Voucher "${kind}" issued, code ${step.code}, good until ${until}.`,
      withdrawn: `Voucher "${kind}" withdrawn, code ${step.code}.`,
      used: `Voucher "${kind}" used, code ${step.code}.`,
      returned: `Voucher "${kind}" given back, code ${step.code}, good until ${until}.`,
    },
  }[language]
  if (step.issued !== 0) return step.issued > 0 ? said.issued : said.withdrawn
  return step.used > 0 ? said.used : said.returned
}

function lotSentence(step: Step<'lot'>, { language, program }: Context): string {
  const points = pointsText(Math.abs(step.points), step.unitId, program, language)
  const unit = unitText(step.unitId, program, language)
  const until = step.expiresOn === null ? '' : dateText(step.expiresOn, language)
  if (language === 'vi') {
    const end = until === '' ? `${unit} không hết hạn` : `${unit} dùng đến hết ngày ${until}`
    return step.points > 0 ? `Cộng ${points} (${end}).` : `Trừ ${points} (${end}).`
  }
  const end = until === '' ? 'without an end' : `good until ${until}`
  return step.points > 0 ? `${points} added (${end}).` : `${points} taken (${end}).`
}
