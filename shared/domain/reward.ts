import { z } from 'zod'
import { amountMinorField, localText, longText, pointsField, programKey } from './field.ts'
import { validity } from './validity.ts'

const percent = z.int().min(1).max(100)

/** What a reward or a voucher brings. Never cash, and no change is given. */
export const benefit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('amount'), amountMinor: amountMinorField.min(1) }),
  z.strictObject({ kind: z.literal('percent'), percent, capMinor: amountMinorField.min(1).optional() }),
  z.strictObject({
    kind: z.literal('product'),
    productCode: z.string().min(1).max(60),
    name: localText,
    quantity: z.int().min(1).max(1_000),
  }),
  /** Said to the member, done by the shop: an upgrade, an early trial, a seat at an event. */
  z.strictObject({ kind: z.literal('text'), text: longText }),
])
export type Benefit = z.infer<typeof benefit>

/** A thing in the catalogue with a price in points. */
export const reward = z.strictObject({
  rewardId: programKey,
  name: localText,
  /** In which unit the price is; left out: the program's first. */
  unitId: programKey.optional(),
  costPoints: pointsField,
  /** A voucher of this kind is issued instead of a benefit at once. */
  gives: z.discriminatedUnion('kind', [
    ...benefit.options,
    z.strictObject({ kind: z.literal('voucher'), voucherKindId: programKey }),
  ]),
  when: validity.optional(),
  minimumBillMinor: amountMinorField.optional(),
  /** How many there are over all members; left out: as many as wanted. */
  stock: z.int().min(0).max(1_000_000_000).optional(),
  perMemberMax: z.int().min(1).max(1_000_000).optional(),
})
export type Reward = z.infer<typeof reward>

/** "Each `everyPoints` take `amountMinor` off", in whole steps of `everyPoints`. */
export const pointsIntoMoney = z.strictObject({
  /** Left out: the program's first unit. */
  unitId: programKey.optional(),
  everyPoints: pointsField.min(1),
  amountMinor: amountMinorField.min(1),
  minimumPoints: pointsField,
  /** At most this part of the bill is paid with points. */
  billShareMaxPercent: percent,
  /** At most so many points on one bill. */
  maximumPoints: pointsField.min(1).optional(),
  when: validity.optional(),
})
export type PointsIntoMoney = z.infer<typeof pointsIntoMoney>
