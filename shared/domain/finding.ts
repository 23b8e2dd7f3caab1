import type { LocalText } from './field.ts'

export const findingCodes = [
  'dates-end-before-start',
  'dates-over-before-program',
  'unknown-unit',
  'unknown-voucher-kind',
  'unknown-tier',
  'unknown-rule',
  'unknown-name',
  'unknown-time-zone',
  'rate-upside-down',
  'award-worth-more-than-bill',
  'rule-gives-nothing',
  'limit-of-nothing',
  'multiplier-below-whole',
  'priority-without-group',
  'reward-costs-nothing',
  'minimum-not-a-step',
  'maximum-below-minimum',
  'tiers-overlap',
  'tier-brings-less',
  'review-without-effect',
  'downgrade-without-review',
  'reminder-without-end',
] as const
export type FindingCode = (typeof findingCodes)[number]

/** One thing that is wrong or odd in a program: where, how bad, and a sentence that says what to do. */
export type Finding = { path: string; level: 'error' | 'warning'; code: FindingCode; sentence: LocalText }

const finding =
  (level: Finding['level']) =>
  (path: string, code: FindingCode, sentence: LocalText): Finding => ({ path, level, code, sentence })

/** Keeps a program from being published. */
export const errorAt = finding('error')
/** Is shown to who publishes it. */
export const warningAt = finding('warning')
