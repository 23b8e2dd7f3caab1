import { z } from 'zod'
import { amountMinorField, anyId, businessDateField, monthDay, pointsField, programKey } from '../field.ts'
import { lineCountMax, receiptNumberCharactersMax, textCharactersMax } from '../limits.ts'
import { programDocument } from '../program.ts'
import { saleLine } from '../sale.ts'
import { shortfallApproval } from '../take-back.ts'

const saleName = z.string().min(1).max(receiptNumberCharactersMax)
const whole = z.int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)

const memberDetails = {
  birthday: monthDay.optional(),
  /** The member who brought this one. */
  referrer: anyId.optional(),
  chosenUnit: programKey.optional(),
}

const scenarioMember = z.strictObject({
  member: z.string().min(1).max(40),
  ...memberDetails,
  /** What the member has at the start. */
  opening: z
    .array(
      z.strictObject({
        unit: programKey.optional(),
        points: pointsField.min(1),
        expiresOn: businessDateField.nullable().optional(),
      }),
    )
    .max(100)
    .optional(),
  /** How far the member has come towards tiers at the start. */
  tierPoints: pointsField.optional(),
  tierSpendingMinor: amountMinorField.optional(),
})
export type ScenarioMember = z.infer<typeof scenarioMember>

const common = {
  /** Names the event, for `reverse`; left out: `e1`, `e2` ... by place. */
  id: z.string().min(1).max(40).optional(),
  on: businessDateField,
  /** The store's clock; left out: noon. */
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  store: anyId.optional(),
}
const byMember = { ...common, member: z.string().min(1).max(40) }
const onBill = z.array(z.string().min(1).max(60)).max(50).optional()
const approval = shortfallApproval.optional()

export const scenarioEvent = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('enroll'), ...byMember, ...memberDetails }),
  z.strictObject({
    event: z.literal('sale'),
    ...byMember,
    sale: saleName,
    amountMinor: amountMinorField.min(1),
    outsideDiscountMinor: amountMinorField.optional(),
    /** Beyond what `redeem` events for this sale have paid. */
    paidWithVouchersMinor: amountMinorField.optional(),
    paidWithPointsMinor: amountMinorField.optional(),
    lines: z.array(saleLine).min(1).max(lineCountMax).optional(),
  }),
  z.strictObject({
    event: z.literal('redeem'),
    ...byMember,
    /** Exactly one of the three: points into money off, a reward of the catalogue, a voucher by code or kind. */
    points: whole.optional(),
    reward: programKey.optional(),
    voucher: z.string().min(1).max(60).optional(),
    unit: programKey.optional(),
    /** What is left to pay. */
    billMinor: amountMinorField.optional(),
    /** The sale whose bill it lowers: named here first, sold in a later event. */
    sale: saleName.optional(),
    onBill,
  }),
  z.strictObject({ event: z.literal('activity'), ...byMember, activity: programKey }),
  z.strictObject({
    event: z.literal('refund'),
    ...common,
    sale: saleName,
    /** Neither `amountMinor` nor `lines`: all that is left. */
    amountMinor: whole.optional(),
    /** `line` counts from 1, as on the receipt. */
    lines: z
      .array(z.strictObject({ line: z.int().min(1).max(lineCountMax), quantity: whole }))
      .min(1)
      .max(lineCountMax)
      .optional(),
    approval,
  }),
  z.strictObject({
    event: z.literal('reverse'),
    ...common,
    /** The `id` of the event that is undone. */
    of: z.string().min(1).max(60),
    approval,
  }),
  z.strictObject({ event: z.literal('transfer'), ...byMember, to: z.string().min(1).max(40), points: whole }),
  z.strictObject({
    event: z.literal('adjust'),
    ...byMember,
    points: whole,
    unit: programKey.optional(),
    reason: z.string().max(textCharactersMax),
    approver: anyId.optional(),
  }),
  /** Head office's nightly work for every day up to and including `on`: birthdays, expiry, tier reviews, reminders. */
  z.strictObject({ event: z.literal('close-day'), id: common.id, on: businessDateField }),
])
export type ScenarioEvent = z.infer<typeof scenarioEvent>
export type EventBy<Kind extends ScenarioEvent['event']> = Extract<ScenarioEvent, { event: Kind }>

/** A program, members, and what happens to them. One program holds always; of several, each from its `validFrom`. */
export const scenario = z
  .strictObject({
    program: programDocument.optional(),
    programs: z.array(programDocument).min(1).max(20).optional(),
    members: z.array(scenarioMember).max(1_000),
    events: z.array(scenarioEvent).max(10_000),
    /** A sentence for whoever reads the file. */
    about: z.string().max(2_000).optional(),
  })
  .superRefine((given, context) => {
    if ((given.program === undefined) === (given.programs === undefined))
      context.addIssue({ code: 'custom', path: ['program'], message: 'give either program or programs' })
    const ids = new Set<string>()
    given.events.forEach((event, index) => {
      const id = event.id ?? `e${index + 1}`
      if (ids.has(id))
        context.addIssue({
          code: 'custom',
          path: ['events', index, 'id'],
          message: `two events are named ${id}`,
        })
      ids.add(id)
      if (event.event !== 'redeem') return
      const count = [event.points, event.reward, event.voucher].filter((each) => each !== undefined).length
      if (count !== 1)
        context.addIssue({
          code: 'custom',
          path: ['events', index],
          message: 'give exactly one of points, reward, voucher',
        })
      if (event.points !== undefined && event.billMinor === undefined)
        context.addIssue({
          code: 'custom',
          path: ['events', index, 'billMinor'],
          message: 'points into money off need the bill that they lower',
        })
    })
  })
export type Scenario = z.infer<typeof scenario>
