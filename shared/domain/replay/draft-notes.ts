import type { AwardRule } from '../award-rule.ts'
import type { ReplayAsk } from './replay-member.ts'

/** An award rule of the draft for something that left no fact under the recorded version: its cost is not in the report. */
export type DraftNote = { note: 'not-in-record'; ruleId: string; by: AwardRule['by'] }

/** What the record cannot tell: birthdays, activities and referrals that were not rewarded left no fact. */
export function draftNotes({ draft, current }: Pick<ReplayAsk, 'draft' | 'current'>): DraftNote[] {
  const known = new Set(current.awardRules.map(causeOf))
  return draft.awardRules
    .filter((rule) => causeOf(rule) !== 'told-by-sales' && !known.has(causeOf(rule)))
    .map((rule) => ({ note: 'not-in-record', ruleId: rule.ruleId, by: rule.by }))
}

function causeOf(rule: AwardRule): string {
  if (rule.by === 'activity') return `activity ${rule.activityId}`
  return rule.by === 'birthday' || rule.by === 'referral' ? rule.by : 'told-by-sales'
}
