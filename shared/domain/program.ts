import { z } from 'zod'
import { amountMinorMax, nameCharactersMax, pointsMax, tierCountMax } from './limits.ts'

/** One text in each language of the product. */
export const localText = z.strictObject({
  vi: z.string().min(1).max(nameCharactersMax),
  en: z.string().min(1).max(nameCharactersMax),
})
export type LocalText = z.infer<typeof localText>

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
const businessDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const points = z.int().min(0).max(pointsMax)
const amountMinor = z.int().min(0).max(amountMinorMax)

/** "Each `everyMinor` of the bill gives `points`": the rate in the direction in which people say it. */
const billAwardRule = z.strictObject({
  ruleId: id,
  by: z.literal('bill'),
  everyMinor: amountMinor.min(1),
  points: points.min(1),
  /** `whole-blocks`: 250,000 at 10 per 100,000 gives 20; `linear-floor`: 25. Multipliers apply before it. */
  rounding: z.enum(['whole-blocks', 'linear-floor']),
})

const tier = z.strictObject({
  tierId: id,
  name: localText,
  /** Reached when the points ever awarded are at or above this. */
  fromPoints: points,
  /** 100 = as the award rules say; 150 = one and a half times. */
  multiplierPercent: z.int().min(0).max(10_000),
})
export type Tier = z.infer<typeof tier>

/** "Each `everyPoints` take `amountMinor` off", in whole steps of `everyPoints`. */
const pointsIntoMoney = z.strictObject({
  everyPoints: points.min(1),
  amountMinor: amountMinor.min(1),
  minimumPoints: points,
  /** At most this part of the bill is paid with points. */
  billShareMaxPercent: z.int().min(1).max(100),
})

/**
 * The scheme's rules: one numbered, immutable version with the day from which it holds. Signed by head office; a
 * fact names the version it was decided under, and old versions stay evaluable for ever.
 */
export const programDocument = z
  .strictObject({
    programId: id,
    version: z.int().min(1),
    name: localText,
    currency: z.strictObject({ code: z.string().regex(/^[A-Z]{3}$/), exponent: z.int().min(0).max(4) }),
    timeZone: z.string().min(1).max(60),
    validFrom: businessDate,
    /** The digits with which this program's card numbers begin (EAN-13 in-store range: 20 to 29). */
    cardPrefix: z.string().regex(/^\d{2,6}$/),
    awardRules: z.array(billAwardRule).min(1).max(200),
    tiers: z.array(tier).max(tierCountMax),
    pointsIntoMoney: pointsIntoMoney.nullable(),
  })
  .superRefine((program, context) => {
    const ordered = [...program.tiers].sort((a, b) => a.fromPoints - b.fromPoints)
    ordered.forEach((current, index) => {
      if (index > 0 && ordered[index - 1]?.fromPoints === current.fromPoints)
        context.addIssue({
          code: 'custom',
          path: ['tiers'],
          message: `two tiers begin at ${current.fromPoints} points`,
        })
    })
  })
export type ProgramDocument = z.infer<typeof programDocument>

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
