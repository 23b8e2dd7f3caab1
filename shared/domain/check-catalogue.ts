import { checkUnit, checkVoucherKind } from './check-reference.ts'
import { checkValidity } from './check-validity.ts'
import { errorAt, type Finding, warningAt } from './finding.ts'
import type { ProgramDocument } from './program.ts'
import type { PointsIntoMoney, Reward } from './reward.ts'

/** What is wrong with money off, rewards, vouchers, gifts between members and combination rules. */
export const checkCatalogue = (program: ProgramDocument): Finding[] => [
  ...(program.pointsIntoMoney ? checkIntoMoney(program.pointsIntoMoney, 'pointsIntoMoney', program) : []),
  ...(program.furtherUnitsIntoMoney ?? []).flatMap((rule, index) =>
    checkIntoMoney(rule, `furtherUnitsIntoMoney[${index}]`, program),
  ),
  ...(program.rewards ?? []).flatMap((reward, index) => checkReward(reward, `rewards[${index}]`, program)),
  ...(program.voucherKinds ?? []).flatMap((kind, index) =>
    checkValidity(kind.when, `voucherKinds[${index}].when`, program),
  ),
  ...checkTransfers(program),
  ...checkCombination(program),
]

function checkIntoMoney(rule: PointsIntoMoney, path: string, program: ProgramDocument): Finding[] {
  const { minimumPoints, everyPoints, maximumPoints } = rule
  const findings = [
    ...checkUnit(rule.unitId, `${path}.unitId`, program),
    ...checkValidity(rule.when, `${path}.when`, program),
  ]
  if (minimumPoints % everyPoints !== 0)
    findings.push(
      warningAt(`${path}.minimumPoints`, 'minimum-not-a-step', {
        vi: `Mức tối thiểu ${minimumPoints} không phải bội số của ${everyPoints}: thực tế là ${Math.ceil(minimumPoints / everyPoints) * everyPoints}.`,
        en: `The minimum of ${minimumPoints} is no multiple of ${everyPoints}: in effect it is ${Math.ceil(minimumPoints / everyPoints) * everyPoints}.`,
      }),
    )
  if (maximumPoints !== undefined && maximumPoints < Math.max(minimumPoints, everyPoints))
    findings.push(maximumBelow(`${path}.maximumPoints`))
  return findings
}

const maximumBelow = (path: string): Finding =>
  errorAt(path, 'maximum-below-minimum', {
    vi: 'Mức tối đa nhỏ hơn mức tối thiểu: không ai dùng được.',
    en: 'The maximum is below the minimum: nobody can use it.',
  })

function checkReward(reward: Reward, path: string, program: ProgramDocument): Finding[] {
  const kindId = reward.gives.kind === 'voucher' ? reward.gives.voucherKindId : undefined
  const isFree = reward.costPoints === 0
  return [
    ...checkUnit(reward.unitId, `${path}.unitId`, program),
    ...checkVoucherKind(kindId, `${path}.gives.voucherKindId`, program),
    ...checkValidity(reward.when, `${path}.when`, program),
    ...(isFree
      ? [
          warningAt(`${path}.costPoints`, 'reward-costs-nothing', {
            vi: 'Quà này không tốn điểm: ai cũng đổi được bao nhiêu lần tuỳ ý, trừ khi có giới hạn.',
            en: 'This reward costs nothing: anyone takes it as often as they like, unless it is limited.',
          }),
        ]
      : []),
  ]
}

function checkTransfers(program: ProgramDocument): Finding[] {
  const rule = program.transfers
  if (!rule) return []
  const most = Math.min(
    rule.maximumPoints ?? rule.minimumPoints,
    rule.maximumPointsPerMonth ?? rule.minimumPoints,
  )
  return [
    ...checkUnit(rule.unitId, 'transfers.unitId', program),
    ...(most < rule.minimumPoints ? [maximumBelow('transfers.maximumPoints')] : []),
  ]
}

const classes = ['points-into-money', 'rewards', 'vouchers', 'tier-discount', 'outside-discount']

function checkCombination(program: ProgramDocument): Finding[] {
  const known = new Set([
    ...classes,
    ...(program.rewards ?? []).map((reward) => reward.rewardId),
    ...(program.voucherKinds ?? []).map((kind) => kind.voucherKindId),
  ])
  return (program.combination?.notTogether ?? []).flatMap((pair, index) =>
    [pair.one, pair.other]
      .filter((name) => !known.has(name))
      .map((name) =>
        errorAt(`combination.notTogether[${index}]`, 'unknown-name', {
          vi: `"${name}" không phải quà, loại phiếu hay nhóm ưu đãi nào: ${classes.join(', ')}.`,
          en: `"${name}" is no reward, voucher kind or class of discounts: ${classes.join(', ')}.`,
        }),
      ),
  )
}
