import { z } from 'zod'
import { standing } from '../../shared/domain/standing.ts'
import { readRows, type Transaction } from '../db/database.ts'

/** What of a member the jobs look at. */
const jobMember = z.object({
  memberId: z.string(),
  version: z.int(),
  status: z.enum(['active', 'blocked']),
  birthday: z.string().nullable(),
  referrerId: z.string().nullable(),
  referralSettledOn: z.string().nullable(),
  chosenUnitId: z.string().nullable(),
  standing,
})
export type JobMember = z.infer<typeof jobMember>

const columns = [
  'member_id',
  'version',
  'status',
  'birthday',
  'referrer_id',
  'referral_settled_on',
  'chosen_unit_id',
  'standing',
]

/** The next members in the order of their ids, not locked. */
export const readMembersAfter = (
  transaction: Transaction,
  afterMemberId: string,
  countMax: number,
): Promise<JobMember[]> =>
  readRows(
    transaction`select ${transaction(columns)} from members
      where member_id > ${afterMemberId} order by member_id limit ${countMax}`,
    jobMember,
  )

/** Locks members in sorted order, as the settlement of a till's batch does. */
export async function lockJobMembers(
  transaction: Transaction,
  memberIds: Iterable<string>,
): Promise<Map<string, JobMember>> {
  const rows = await readRows(
    transaction`select ${transaction(columns)} from members
      where member_id = any(${[...memberIds]}::text[]) order by member_id for update`,
    jobMember,
  )
  return new Map(rows.map((row) => [row.memberId, row]))
}
