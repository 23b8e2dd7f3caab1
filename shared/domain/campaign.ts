import { z } from 'zod'
import { amountMinorField, localText, programKey } from './field.ts'
import { multiplierPercentMax, ruleCountMax } from './limits.ts'
import { validity } from './validity.ts'

/** A rule with dates that multiplies awards: double points at the weekend, triple in the birthday month. */
export const campaign = z.strictObject({
  campaignId: programKey,
  name: localText,
  /** 200 = double. */
  multiplierPercent: z.int().min(0).max(multiplierPercentMax),
  when: validity.optional(),
  /** Only these award rules; left out: all that are multiplied. */
  ruleIds: z.array(programKey).min(1).max(ruleCountMax).optional(),
  minimumBillMinor: amountMinorField.optional(),
  /** Only so many days around the member's birthday. */
  aroundBirthday: z
    .strictObject({ daysBefore: z.int().min(0).max(60), daysAfter: z.int().min(0).max(60) })
    .optional(),
})
export type Campaign = z.infer<typeof campaign>

/**
 * What multipliers that meet do: 150 % and 200 % make 300 % (`multiply`), 250 % (`add` their extras), or 200 %
 * (`highest`). Left out: `multiply`.
 */
export const stacking = z.enum(['multiply', 'add', 'highest'])
export type Stacking = z.infer<typeof stacking>
