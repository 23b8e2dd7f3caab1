import { type Reminder, remindersDue } from '../../shared/domain/reminder.ts'
import type { Transaction } from '../db/database.ts'
import type { Day } from './decide-day.ts'
import type { JobMember } from './job-member.ts'

/**
 * Keeps what is due to be told on a business date, for a sender that comes later; nothing is sent, and who sends must
 * ask for the member's consent first. The same reminder again is the same row. Returns how many there are.
 */
export async function keepReminders(
  transaction: Transaction,
  members: readonly JobMember[],
  { program, businessDate }: Day,
): Promise<number> {
  const due = members
    .filter(({ status }) => status === 'active')
    .flatMap((member) =>
      remindersDue(member, program, businessDate).map((reminder) => ({
        memberId: member.memberId,
        reminder,
      })),
    )
  if (due.length === 0) return 0
  await transaction`
    insert into reminders (member_id, business_date, kind, subject, detail)
    select member_id, ${businessDate}, kind, subject, detail::jsonb from unnest(
      ${due.map(({ memberId }) => memberId)}::text[],
      ${due.map(({ reminder }) => reminder.kind)}::text[],
      ${due.map(({ reminder }) => subjectOf(reminder))}::text[],
      ${due.map(({ reminder }) => JSON.stringify(reminder))}::text[]
    ) as due (member_id, kind, subject, detail)
    on conflict do nothing`
  return due.length
}

function subjectOf(reminder: Reminder): string {
  switch (reminder.kind) {
    case 'expiring':
      return `${reminder.unitId}:${reminder.expiresOn}`
    case 'voucher-ending':
      return reminder.code
    case 'birthday':
      return ''
  }
}
