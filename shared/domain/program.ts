import { z } from 'zod'
import { awardLimits, awardRule } from './award-rule.ts'
import { campaign, stacking } from './campaign.ts'
import { businessDateField, localText, pointsField, programKey } from './field.ts'
import { catalogueCountMax, ruleCountMax, tierCountMax } from './limits.ts'
import { pointsIntoMoney, reward } from './reward.ts'
import { tier, tierPeriod } from './tier.ts'
import { unit } from './unit.ts'
import { voucherKind } from './voucher.ts'

/** Two things that do not go together on one bill: a reward's or voucher kind's name, or a whole class of discounts. */
const notTogether = z.strictObject({ one: programKey, other: programKey })

/** Members give units to each other. */
const transfers = z.strictObject({
  unitId: programKey.optional(),
  minimumPoints: pointsField.min(1),
  maximumPoints: pointsField.min(1).optional(),
  /** Given away by one member in a calendar month. */
  maximumPointsPerMonth: pointsField.min(1).optional(),
})

const refunds = z.strictObject({
  /** Days after the sale in which goods are taken back; left out: as long as head office knows the sale. */
  withinDays: z.int().min(0).max(730).optional(),
  /** What happens when points that go back have been spent already. */
  shortfall: z.enum(['negative-balance', 'from-next-award', 'manager']),
})

const adjustments = z.strictObject({
  /** Above this many points, plus or minus, a manager approves. */
  withoutApprovalPoints: pointsField,
  maximumPoints: pointsField,
})

/**
 * The scheme's rules: one numbered, immutable version with the day from which it holds. Signed by head office; a
 * fact names the version it was decided under, and old versions stay evaluable for ever. What is left out has the
 * meaning that its field's comment says and is not filled in: the signature covers the document as it was written.
 */
export const programDocument = z
  .strictObject({
    programId: programKey,
    version: z.int().min(1),
    name: localText,
    currency: z.strictObject({ code: z.string().regex(/^[A-Z]{3}$/), exponent: z.int().min(0).max(4) }),
    timeZone: z.string().min(1).max(60),
    validFrom: businessDateField,
    /** The digits with which this program's card numbers begin (EAN-13 in-store range: 20 to 29). */
    cardPrefix: z.string().regex(/^\d{2,6}$/),
    /** What members collect; the first is meant where none is named. Left out: points without an end. */
    units: z.array(unit).min(1).max(10).optional(),
    awardRules: z.array(awardRule).min(1).max(ruleCountMax),
    campaigns: z.array(campaign).max(catalogueCountMax).optional(),
    stacking: stacking.optional(),
    /** Limits over all award rules of a unit together. */
    awardLimits: z
      .array(z.strictObject({ unitId: programKey.optional(), limits: awardLimits }))
      .max(10)
      .optional(),
    tiers: z.array(tier).max(tierCountMax),
    tierPeriod: tierPeriod.optional(),
    /** Whose awards count for tiers; left out: the first unit's. */
    tierUnitId: programKey.optional(),
    pointsIntoMoney: pointsIntoMoney.nullable(),
    /** The same for further units. */
    furtherUnitsIntoMoney: z.array(pointsIntoMoney).max(10).optional(),
    rewards: z.array(reward).max(catalogueCountMax).optional(),
    voucherKinds: z.array(voucherKind).max(catalogueCountMax).optional(),
    combination: z
      .strictObject({
        /**
         * Names are those of rewards and voucher kinds, and the classes `points-into-money`, `rewards`, `vouchers`,
         * `tier-discount`, `outside-discount`. Left out: everything goes together.
         */
        notTogether: z.array(notTogether).max(catalogueCountMax).optional(),
        /** Rewards and vouchers on one bill, money off for points counted as one. */
        perBillMax: z.int().min(1).max(100).optional(),
      })
      .optional(),
    transfers: transfers.optional(),
    refunds: refunds.optional(),
    adjustments: adjustments.optional(),
  })
  .superRefine((program, context) => {
    const ordered = program.tiers.map((tier) => `${tier.fromPoints}/${tier.fromSpendingMinor ?? 0}`)
    if (new Set(ordered).size < ordered.length)
      context.addIssue({ code: 'custom', path: ['tiers'], message: 'two tiers begin at the same threshold' })
    for (const [path, names] of Object.entries(namesOf(program)))
      if (new Set(names).size < names.length)
        context.addIssue({ code: 'custom', path: [path], message: 'two entries have the same name' })
  })
export type ProgramDocument = z.infer<typeof programDocument>

const namesOf = (program: {
  units?: { unitId: string }[] | undefined
  awardRules: { ruleId: string }[]
  campaigns?: { campaignId: string }[] | undefined
  tiers: { tierId: string }[]
  rewards?: { rewardId: string }[] | undefined
  voucherKinds?: { voucherKindId: string }[] | undefined
}): Record<string, string[]> => ({
  units: (program.units ?? []).map((unit) => unit.unitId),
  awardRules: program.awardRules.map((rule) => rule.ruleId),
  campaigns: (program.campaigns ?? []).map((campaign) => campaign.campaignId),
  tiers: program.tiers.map((tier) => tier.tierId),
  rewards: (program.rewards ?? []).map((reward) => reward.rewardId),
  voucherKinds: (program.voucherKinds ?? []).map((kind) => kind.voucherKindId),
})

/** A program version as head office hands it out: the document and an Ed25519 signature over its canonical JSON. */
export const signedProgram = z.strictObject({ document: programDocument, signature: z.string().max(200) })
export type SignedProgram = z.infer<typeof signedProgram>

/** The version that holds on a business date: the highest-numbered of those whose day has come. */
export function programOn(programs: readonly ProgramDocument[], date: string): ProgramDocument | undefined {
  return programs
    .filter((program) => program.validFrom <= date)
    .reduce<ProgramDocument | undefined>(
      (best, next) => (best && best.version > next.version ? best : next),
      undefined,
    )
}
