import type { AwardLimits, AwardRule } from './award-rule.ts'
import type { Campaign } from './campaign.ts'
import { checkUnit, checkVoucherKind } from './check-reference.ts'
import { checkValidity } from './check-validity.ts'
import { errorAt, type Finding, warningAt } from './finding.ts'
import type { ProgramDocument } from './program.ts'
import { intoMoneyRule } from './redeem.ts'
import { mainUnitId } from './unit.ts'

/** A preset's rate and a shop's differ by less than this; more is a rate typed the wrong way round. */
const upsideDownFactor = 100

/** What is wrong with award rules and campaigns. `preset`: the program that this one was made from. */
export const checkAwards = (program: ProgramDocument, preset?: ProgramDocument): Finding[] => [
  ...program.awardRules.flatMap((rule, index) => checkRule(rule, `awardRules[${index}]`, program, preset)),
  ...(program.campaigns ?? []).flatMap((campaign, index) =>
    checkCampaign(campaign, `campaigns[${index}]`, program),
  ),
  ...(program.awardLimits ?? []).flatMap(({ unitId, limits }, index) => [
    ...checkUnit(unitId, `awardLimits[${index}].unitId`, program),
    ...checkLimits(limits, `awardLimits[${index}].limits`),
  ]),
]

function checkRule(
  rule: AwardRule,
  path: string,
  program: ProgramDocument,
  preset: ProgramDocument | undefined,
): Finding[] {
  const voucherKindId = 'voucherKindId' in rule ? rule.voucherKindId : undefined
  return [
    ...checkUnit(rule.unitId, `${path}.unitId`, program),
    ...checkVoucherKind(voucherKindId, `${path}.voucherKindId`, program),
    ...checkValidity(rule.when, `${path}.when`, program),
    ...checkLimits(rule.limits, `${path}.limits`),
    ...checkGift(rule, path),
    ...checkWorth(rule, path, program),
    ...checkAgainstPreset(rule, path, preset),
    ...checkPriority(rule, path, program),
  ]
}

function checkGift(rule: AwardRule, path: string): Finding[] {
  const isNothing =
    rule.by === 'referral'
      ? rule.newMemberPoints === 0 && rule.referrerPoints === 0
      : rule.points === 0 && !('voucherKindId' in rule && rule.voucherKindId !== undefined)
  if (!isNothing) return []
  return [
    warningAt(path, 'rule-gives-nothing', {
      vi: 'Quy tắc này không cho điểm và không cho phiếu: bỏ đi hoặc nhập số điểm.',
      en: 'This rule gives neither points nor a voucher: remove it or say how many.',
    }),
  ]
}

/** Points that are worth more than the bill that gave them: the rate, or the money off, is upside down. */
function checkWorth(rule: AwardRule, path: string, program: ProgramDocument): Finding[] {
  if (rule.by !== 'bill') return []
  const unitId = rule.unitId ?? mainUnitId(program)
  const intoMoney = intoMoneyRule(program, unitId)
  if (!intoMoney) return []
  const worth = BigInt(rule.points) * BigInt(intoMoney.amountMinor)
  const bill = BigInt(rule.everyMinor) * BigInt(intoMoney.everyPoints)
  if (worth < bill) return []
  return [
    errorAt(path, 'award-worth-more-than-bill', {
      vi: 'Điểm được cộng đáng giá bằng hoặc hơn cả hoá đơn: tỷ lệ tích hoặc tỷ lệ đổi bị ngược.',
      en: 'The points are worth the whole bill or more: the rate of award or of money off is upside down.',
    }),
  ]
}

function checkAgainstPreset(rule: AwardRule, path: string, preset: ProgramDocument | undefined): Finding[] {
  const same = preset?.awardRules.find((each) => each.ruleId === rule.ruleId)
  if (rule.by !== 'bill' || same?.by !== 'bill') return []
  const now = BigInt(rule.points) * BigInt(same.everyMinor)
  const then = BigInt(same.points) * BigInt(rule.everyMinor)
  const factor = BigInt(upsideDownFactor)
  if (now <= then * factor && then <= now * factor) return []
  return [
    errorAt(path, 'rate-upside-down', {
      vi: `Tỷ lệ khác mẫu hơn ${upsideDownFactor} lần: kiểm tra xem có nhập ngược số tiền và số điểm không.`,
      en: `The rate differs from the preset by more than ${upsideDownFactor} times: look whether money and points were typed the wrong way round.`,
    }),
  ]
}

function checkPriority(rule: AwardRule, path: string, program: ProgramDocument): Finding[] {
  const rivals = program.awardRules.filter((each) => rule.group !== undefined && each.group === rule.group)
  if (rule.priority === undefined || rivals.length > 1) return []
  return [
    warningAt(`${path}.priority`, 'priority-without-group', {
      vi: 'Ưu tiên chỉ có nghĩa giữa các quy tắc cùng nhóm: thêm group hoặc bỏ priority.',
      en: 'A priority only counts among rules of one group: name a group or remove it.',
    }),
  ]
}

const checkLimits = (limits: AwardLimits | undefined, path: string): Finding[] =>
  Object.entries(limits ?? {}).flatMap(([limit, max]) =>
    max === 0
      ? [
          warningAt(`${path}.${limit}`, 'limit-of-nothing', {
            vi: 'Giới hạn bằng 0 nên không bao giờ được cộng: nhập số lớn hơn hoặc bỏ giới hạn.',
            en: 'A limit of 0 gives nothing ever: raise it or remove it.',
          }),
        ]
      : [],
  )

function checkCampaign(campaign: Campaign, path: string, program: ProgramDocument): Finding[] {
  const unknown = (campaign.ruleIds ?? []).filter(
    (ruleId) => !program.awardRules.some((rule) => rule.ruleId === ruleId),
  )
  const isLess = campaign.multiplierPercent < 100
  return [
    ...checkValidity(campaign.when, `${path}.when`, program),
    ...unknown.map((ruleId) =>
      errorAt(`${path}.ruleIds`, 'unknown-rule', {
        vi: `Không có quy tắc "${ruleId}": chọn một quy tắc của chương trình.`,
        en: `There is no rule "${ruleId}": name one of the program's rules.`,
      }),
    ),
    ...(isLess
      ? [
          warningAt(`${path}.multiplierPercent`, 'multiplier-below-whole', {
            vi: `${campaign.multiplierPercent}% là ít hơn mức thường; gấp đôi là 200.`,
            en: `${campaign.multiplierPercent}% is less than usual; double is 200.`,
          }),
        ]
      : []),
  ]
}
