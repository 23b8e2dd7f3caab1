import { isAroundBirthday } from './birthday.ts'
import type { Campaign, Stacking } from './campaign.ts'
import type { Multiplier } from './explanation.ts'
import { pointsMax } from './limits.ts'
import type { Occasion } from './occasion.ts'
import type { ProgramDocument } from './program.ts'
import { compareText } from './standing.ts'
import { tierNamed } from './tier.ts'
import { isOpen } from './validity.ts'

/** The multipliers that meet on a rule's award: the tier's before the sale, and the campaigns' alive now. */
export function multipliersFor(input: {
  ruleId: string
  tierId: string | null
  birthday: string | undefined
  baseMinor: number
  occasion: Occasion
  program: ProgramDocument
}): Multiplier[] {
  const { program, tierId } = input
  const tierPercent = tierNamed(program, tierId)?.multiplierPercent ?? 100
  const ofCampaigns = (program.campaigns ?? [])
    .filter((campaign) => isAlive(campaign, input))
    .map(
      (campaign): Multiplier => ({
        source: 'campaign',
        id: campaign.campaignId,
        percent: campaign.multiplierPercent,
      }),
    )
  return [{ source: 'tier' as const, id: tierId ?? '', percent: tierPercent }, ...ofCampaigns]
    .filter((multiplier) => multiplier.percent !== 100)
    .sort((a, b) => compareText(b.source, a.source) || compareText(a.id, b.id))
}

function isAlive(campaign: Campaign, input: Parameters<typeof multipliersFor>[0]): boolean {
  const { occasion, birthday } = input
  return (
    isOpen(campaign.when, occasion, input.tierId) &&
    (!campaign.ruleIds || campaign.ruleIds.includes(input.ruleId)) &&
    input.baseMinor >= (campaign.minimumBillMinor ?? 0) &&
    (!campaign.aroundBirthday || isAroundBirthday(birthday, occasion.businessDate, campaign.aroundBirthday))
  )
}

/** Multipliers that meet, as one exact fraction. No multiplier is 1. */
export function multiplierFraction(
  multipliers: readonly Multiplier[],
  stacking: Stacking,
): { numerator: bigint; denominator: bigint } {
  const percents = multipliers.map((multiplier) => BigInt(multiplier.percent))
  if (percents.length === 0) return { numerator: 1n, denominator: 1n }
  switch (stacking) {
    case 'multiply':
      return {
        numerator: percents.reduce((product, percent) => product * percent, 1n),
        denominator: 100n ** BigInt(percents.length),
      }
    case 'add': {
      const sum = percents.reduce((total, percent) => total + percent - 100n, 100n)
      return { numerator: sum > 0n ? sum : 0n, denominator: 100n }
    }
    case 'highest':
      return {
        numerator: BigInt(Math.max(...multipliers.map((multiplier) => multiplier.percent))),
        denominator: 100n,
      }
  }
}

/** Points of a rate: multiplied first, rounded down once. A bigint, because a rate upside down may be enormous. */
export function ratePoints(rate: {
  base: number
  every: number
  points: number
  rounding: 'whole-blocks' | 'linear-floor'
  multipliers: readonly Multiplier[]
  stacking: Stacking
}): bigint {
  const { numerator, denominator } = multiplierFraction(rate.multipliers, rate.stacking)
  const base = BigInt(rate.base)
  const every = BigInt(rate.every)
  const points = BigInt(rate.points)
  return rate.rounding === 'linear-floor'
    ? (base * points * numerator) / (every * denominator)
    : ((base / every) * points * numerator) / denominator
}

/** A fixed number of points, multiplied. It is of the size that a manager typed; beyond the limit it stops at it. */
export function fixedPoints(fixed: {
  points: number
  multipliers: readonly Multiplier[]
  stacking: Stacking
}): bigint {
  const gives = ratePoints({ base: 1, every: 1, rounding: 'linear-floor', ...fixed })
  return gives > BigInt(pointsMax) ? BigInt(pointsMax) : gives
}
