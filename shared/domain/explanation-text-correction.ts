import type { Step } from './explanation.ts'
import type { ProgramDocument } from './program.ts'
import { dateText, type Language, moneyText, namesIn, pointsText } from './text-format.ts'

type Context = { language: Language; program: ProgramDocument }
type CorrectionStep = Step<
  'returned' | 'share' | 'shortfall' | 'adjusted' | 'transferred' | 'expired' | 'reviewed'
>

/** How refunds, adjustments, gifts, expiry and tier reviews are said. */
export function correctionSentence(step: CorrectionStep, context: Context): string {
  switch (step.step) {
    case 'returned':
      return returnedSentence(step, context)
    case 'share':
      return shareSentence(step, context)
    case 'shortfall':
      return shortfallSentence(step, context)
    case 'adjusted':
      return adjustedSentence(step, context)
    case 'transferred':
      return transferredSentence(step, context)
    case 'expired':
      return expiredSentence(step, context)
    case 'reviewed':
      return reviewedSentence(step, context)
  }
}

function returnedSentence(step: Step<'returned'>, { language, program }: Context): string {
  // A posting without a sale counts as 1 of 1: there is no money to tell.
  if (step.ofMinor === 1) return language === 'vi' ? 'Huỷ toàn bộ.' : 'Undone wholly.'
  const now = moneyText(step.afterMinor - step.beforeMinor, program, language)
  const of = moneyText(step.ofMinor, program, language)
  const before = moneyText(step.beforeMinor, program, language)
  const isFirst = step.beforeMinor === 0
  if (language === 'vi')
    return `Trả hàng ${now} của hoá đơn ${of}${isFirst ? '' : `, trước đó đã trả ${before}`}.`
  return `${now} of the bill of ${of} came back${isFirst ? '' : `, ${before} before`}.`
}

function shareSentence(step: Step<'share'>, { language, program }: Context): string {
  const share = pointsText(step.sharePoints, step.unitId, program, language)
  const points = pointsText(step.points, step.unitId, program, language)
  const isTaken = step.way === 'take-back'
  if (language === 'vi')
    return isTaken
      ? `Thu lại ${share} theo tỷ lệ của ${points} đã cộng.`
      : `Hoàn lại ${share} theo tỷ lệ của ${points} đã dùng.`
  return isTaken
    ? `${share} taken back, in proportion to the ${points} awarded.`
    : `${share} given back, in proportion to the ${points} redeemed.`
}

function shortfallSentence(step: Step<'shortfall'>, { language, program }: Context): string {
  const points = pointsText(step.shortfallPoints, step.unitId, program, language)
  return {
    vi: {
      'negative-balance': `Còn thiếu ${points} vì đã dùng: số dư âm.`,
      'from-next-award': `Còn thiếu ${points} vì đã dùng: sẽ trừ vào lần cộng tới.`,
      forgiven: `Còn thiếu ${points} vì đã dùng: quản lý cho qua.`,
    },
    en: {
      'negative-balance': `${points} have been spent already: the balance goes below zero.`,
      'from-next-award': `${points} have been spent already: the next award fills them.`,
      forgiven: `${points} have been spent already: the manager let it pass.`,
    },
  }[language][step.policy]
}

function adjustedSentence(step: Step<'adjusted'>, { language, program }: Context): string {
  const points = pointsText(Math.abs(step.points), step.unitId, program, language)
  if (language === 'vi')
    return `Điều chỉnh ${step.points > 0 ? 'cộng' : 'trừ'} ${points}. Lý do: ${step.reason}`
  return `Adjusted by ${step.points > 0 ? 'plus' : 'minus'} ${points}. Reason: ${step.reason}`
}

function transferredSentence(step: Step<'transferred'>, { language, program }: Context): string {
  const points = pointsText(step.points, step.unitId, program, language)
  return language === 'vi'
    ? `Tặng ${points} cho thành viên ${step.toMemberId}.`
    : `${points} given to member ${step.toMemberId}.`
}

function expiredSentence(step: Step<'expired'>, { language, program }: Context): string {
  const points = pointsText(Math.abs(step.points), step.unitId, program, language)
  const on = dateText(step.on, language)
  return {
    vi: {
      date: `${points} hết hạn ngày ${on}.`,
      inactivity: `${points} hết hạn ngày ${on} vì lâu không có giao dịch.`,
      'redeemed-in-time': `Trả lại ${points} đã hết hạn ngày ${on}, vì được dùng trước ngày đó.`,
    },
    en: {
      date: `${points} ended on ${on}.`,
      inactivity: `${points} ended on ${on} because nothing moved for long.`,
      'redeemed-in-time': `${points} that ended on ${on} are back, because they were redeemed before.`,
    },
  }[language][step.because]
}

function reviewedSentence(step: Step<'reviewed'>, { language, program }: Context): string {
  const names = namesIn(program, language)
  const due = dateText(step.dueOn, language)
  const from = names.tier(step.fromTierId)
  const to = names.tier(step.toTierId)
  const level = names.tier(step.levelTierId)
  const isKept = step.fromTierId === step.toTierId
  if (language === 'vi')
    return `Xét hạng ngày ${due}: mức đạt được là ${level}; ${isKept ? `giữ hạng ${from}` : `từ hạng ${from} về ${to}`}.`
  return `Tier review of ${due}: the level reached is ${level}; ${isKept ? `${from} stays` : `from ${from} to ${to}`}.`
}
