import type { Table } from 'dexie'
import { parsePhone } from '../../../shared/domain/phone.ts'
import type { ProgramDocument } from '../../../shared/domain/program.ts'
import type { MemberRecord } from '../db/member-record.ts'
import { reverseText, unaccented } from '../db/search-keys.ts'
import { type TierView, tierViewOf } from '../queries/load-member-view.ts'
import { loadProgram, type QueryEnv } from '../queries/load-program.ts'

export type MemberHit = {
  memberId: string
  name: string
  /** The last three digits; null when no phone number was given. */
  phoneEnd: string | null
  tier: TierView | null
  status: 'active' | 'blocked'
}

/** Fewer digits would name too many members to choose from. */
const digitsMin = 4

/** Rows looked at for words that do not follow each other in the name: keeps a search within one frame. */
const scannedRowsMax = 200

/** Characters of a search text that are looked at. */
const searchCharactersMax = 60

/** Members by the last digits of the phone number (4 or more), a card number, or words of the name without accents. */
export async function findMembers(env: QueryEnv, text: string, countMax: number): Promise<MemberHit[]> {
  const sought = text.slice(0, searchCharactersMax).trim()
  const program = await loadProgram(env)
  const digits = sought.replace(/\D/g, '')
  const isNumber = /^[+\d][\d\s.()-]*$/.test(sought)
  const records = isNumber
    ? await findByDigits(env.db.members, sought, digits, countMax)
    : await findByName(env.db.members, unaccented(sought), countMax)
  return records.map((record) => hitOf(record, program))
}

async function findByDigits(
  members: Table<MemberRecord, string>,
  sought: string,
  digits: string,
  countMax: number,
): Promise<MemberRecord[]> {
  if (digits.length < digitsMin) return []
  const whole = parsePhone(sought)
  const byCard = digits.length === 13 ? await members.where('cardNumbers').equals(digits).toArray() : []
  const byWhole = whole.ok ? await members.where({ phoneReversed: reverseText(whole.value) }).toArray() : []
  const byEnd = await members.where('phoneReversed').startsWith(reverseText(digits)).limit(countMax).toArray()
  return distinct([...byCard, ...byWhole, ...byEnd]).slice(0, countMax)
}

/** A run of words is one look at the index; failing that, the last word (the given name) and the others beside it. */
async function findByName(
  members: Table<MemberRecord, string>,
  sought: string,
  countMax: number,
): Promise<MemberRecord[]> {
  if (sought === '') return []
  const run = await members.where('nameKeys').startsWith(sought).distinct().limit(countMax).toArray()
  const words = sought.split(' ')
  const last = words.at(-1)
  if (run.length >= countMax || words.length < 2 || last === undefined) return run
  const byLast = await members.where('nameKeys').startsWith(last).distinct().limit(scannedRowsMax).toArray()
  const apart = byLast.filter(({ nameKeys }) =>
    words.every((word) => nameKeys.some((key) => key.startsWith(word))),
  )
  return distinct([...run, ...apart]).slice(0, countMax)
}

const distinct = (records: MemberRecord[]): MemberRecord[] => [
  ...new Map(records.map((record) => [record.memberId, record])).values(),
]

const hitOf = ({ memberId, row }: MemberRecord, program: ProgramDocument | undefined): MemberHit => ({
  memberId,
  name: row.name,
  phoneEnd: row.phone?.slice(-3) ?? null,
  tier: program ? tierViewOf(program, row.standing, row.standing.asOf).tier : null,
  status: row.status,
})
