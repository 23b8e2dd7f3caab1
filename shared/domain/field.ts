import { z } from 'zod'
import { amountMinorMax, nameCharactersMax, pointsMax, quantityMax, textCharactersMax } from './limits.ts'

/** The field types that program, sale and posting are made of. */

/** Names a thing within a program: readable in a file, safe in a key. */
export const programKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)

/** Names a posting, a member, a store, a lot. */
export const anyId = z.string().min(1).max(60)

/** A day that exists, in the two centuries in which date sums stay four-digit years. */
export const businessDateField = z.iso.date().regex(/^(20|21)/, 'a day between 2000-01-01 and 2199-12-31')

/** A day of each year, `MM-DD`; 02-29 counts as 02-28 in other years. */
export const monthDay = z
  .string()
  .regex(/^((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d))$/)

export const pointsField = z.int().min(0).max(pointsMax)
export const signedPoints = z.int().min(-pointsMax).max(pointsMax)
export const amountMinorField = z.int().min(0).max(amountMinorMax)
export const quantityField = z.int().min(0).max(quantityMax)

/** One name in each language of the product. */
export const localText = z
  .strictObject({
    vi: z.string().min(1).max(nameCharactersMax),
    en: z.string().min(1).max(nameCharactersMax),
  })
  .meta({ id: 'LocalText' })
export type LocalText = z.infer<typeof localText>

/** A paragraph in each language of the product. */
export const longText = z
  .strictObject({
    vi: z.string().min(1).max(textCharactersMax),
    en: z.string().min(1).max(textCharactersMax),
  })
  .meta({ id: 'LongText' })
