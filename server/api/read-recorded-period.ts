import { z } from 'zod'
import { type ProgramDocument, programDocument } from '../../shared/domain/program.ts'
import { type RecordedMember, recordedFact } from '../../shared/domain/replay/recorded-member.ts'
import { readRow, readRows, type Transaction } from '../db/database.ts'

/** Members whose facts are in memory at once: some thousand facts of some KiB each. */
const pageMembers = 100

const documentRow = z.object({ document: programDocument })

/** Every published version, the first one first. */
export async function readPrograms(transaction: Transaction): Promise<ProgramDocument[]> {
  const rows = await readRows(transaction`select document from programs order by version`, documentRow)
  return rows.map((row) => row.document)
}

const daysRow = z.object({ from: z.string().nullable(), to: z.string().nullable() })

/** The first and the last business date on which something was posted; nothing before the first posting. */
export async function readRecordedDays(
  transaction: Transaction,
): Promise<{ from: string; to: string } | undefined> {
  const row = await readRow(
    transaction`select min(business_date) as from, max(business_date) as to from postings`,
    daysRow,
  )
  return row?.from && row.to ? { from: row.from, to: row.to } : undefined
}

/** What a later migration may not have added yet is read as not there. */
const memberRow = z.object({
  memberId: z.string(),
  name: z.string(),
  enrolledOn: z.string(),
  birthday: z.string().nullable(),
  referrerId: z.string().nullable(),
  chosenUnitId: z.string().nullable(),
})

const sealed = z
  .string()
  .transform((text) => JSON.parse(text) as unknown)
  .pipe(recordedFact.strip())
const factRow = z.object({ memberId: z.string(), sealed })

/**
 * Every member with all accepted facts up to a day, each in the order of the fold. In pages by member id, so that a chain
 * of any size is read; the caller's transaction makes it one snapshot.
 */
export async function* readRecordedMembers(
  transaction: Transaction,
  upTo: string,
): AsyncGenerator<RecordedMember> {
  for (let after = ''; ; ) {
    const members = await readRows(
      transaction`
        select member_id, name, enrolled_on, to_jsonb(members) ->> 'birthday' as birthday,
          to_jsonb(members) ->> 'referrer_id' as referrer_id,
          to_jsonb(members) ->> 'chosen_unit_id' as chosen_unit_id
        from members where member_id > ${after} order by member_id limit ${pageMembers}`,
      memberRow,
    )
    const last = members.at(-1)
    if (!last) return
    after = last.memberId
    const facts = await readFacts(
      transaction,
      members.map((member) => member.memberId),
    )
    for (const member of members)
      yield {
        ...member,
        facts: (facts.get(member.memberId) ?? []).filter(({ body }) => body.posting.businessDate <= upTo),
      }
  }
}

async function readFacts(
  transaction: Transaction,
  memberIds: readonly string[],
): Promise<Map<string, RecordedMember['facts']>> {
  const rows = await readRows(
    transaction`select postings.member_id, sealed
      from postings join facts using (terminal_id, epoch, terminal_seq)
      where postings.member_id = any(${[...memberIds]}::text[])
      order by postings.member_id, postings.occurred_at, terminal_id, epoch, terminal_seq`,
    factRow,
  )
  const byMember = new Map<string, RecordedMember['facts']>()
  for (const row of rows) {
    const facts = byMember.get(row.memberId) ?? []
    byMember.set(row.memberId, facts)
    facts.push(row.sealed)
  }
  return byMember
}
