import { z } from 'zod'
import { memberRow } from '../../shared/domain/member.ts'
import { type ProgramDocument, programDocument } from '../../shared/domain/program.ts'
import { balancePoints } from '../../shared/domain/standing.ts'
import { mainUnitId } from '../../shared/domain/unit.ts'
import { listTerminals, terminalView } from '../api/list-terminals.ts'
import { readRow, readRows } from '../db/database.ts'
import { readMembers } from '../members/member-store.ts'
import { newestProgram } from '../programs/newest-program.ts'
import { issueEnrolmentCode } from '../sync/enrolment.ts'
import type { HeadOffice } from '../sync/head-office.ts'
import { sampleStaff, sampleStores } from './sample-chain.ts'

const sampleMember = z.object({
  member: memberRow,
  balancePoints: z.int(),
  /** The card to scan; of a replaced card the old one, which is refused. */
  cardNumber: z.string(),
  shows: z.enum(['platinum', 'gold', 'silver', 'new', 'card-blocked', 'card-replaced']),
})

/** What the first page shows, as data. */
export const sampleInfo = z.object({
  headOfficeUrl: z.string(),
  /** The first terminal's pages with its enrolment code in them. */
  tillUrl: z.string(),
  program: programDocument,
  terminals: z.array(
    terminalView.pick({ terminalId: true, name: true, storeId: true, storeName: true }).extend({
      /** Whether a till has taken this terminal's name since the sample was made. */
      isEnrolled: z.boolean(),
      enrolmentCode: z.string(),
      tillUrl: z.string(),
    }),
  ),
  staff: z.array(
    z.object({
      staffId: z.string(),
      storeId: z.string(),
      storeName: z.string(),
      name: z.string(),
      role: z.enum(['cashier', 'manager']),
      pin: z.string(),
    }),
  ),
  members: z.array(sampleMember),
})
export type SampleInfo = z.infer<typeof sampleInfo>
export type SampleMember = z.infer<typeof sampleMember>

/** Hands out the same code again while it is fresh, so that reloading the page does not fill the table. */
export type FreshCodes = (terminalId: string) => Promise<string>

const freshForMs = 5 * 60_000

export function createFreshCodes(office: HeadOffice): FreshCodes {
  const issued = new Map<string, { code: string; issuedAt: number }>()
  return async (terminalId) => {
    const last = issued.get(terminalId)
    const isOpen = last !== undefined && (await isCodeOpen(office, last.code))
    if (isOpen && office.clock() - last.issuedAt < freshForMs) return last.code
    const fresh = await issueEnrolmentCode(office, terminalId)
    if (!fresh) throw new Error(`the sample has a terminal ${terminalId}`)
    issued.set(terminalId, { code: fresh.code, issuedAt: office.clock() })
    return fresh.code
  }
}

async function isCodeOpen({ database }: HeadOffice, code: string): Promise<boolean> {
  const rows = await database`select 1 from enrolment_codes where selector = ${code.slice(0, 4)}
    and used_epoch is null and tries_left > 0`
  return rows.length > 0
}

/** Nothing when this database does not hold the sample chain. */
export async function readSample(
  office: HeadOffice,
  { url, freshCodes }: { url: string; freshCodes: FreshCodes },
): Promise<SampleInfo | undefined> {
  const { database } = office
  const known = await listTerminals(database)
  const program = await newestProgram(database)
  const ours = known.filter(({ storeId }) => sampleStores.some((store) => store.storeId === storeId))
  if (ours.length === 0 || !program) return undefined
  const terminals = []
  for (const { terminalId, name, storeId, storeName, epochs } of ours) {
    const enrolmentCode = await freshCodes(terminalId)
    const tillUrl = `${url}/till/#enroll=${enrolmentCode.replaceAll(' ', '')}`
    const isEnrolled = epochs.length > 1
    terminals.push({ terminalId, name, storeId, storeName, isEnrolled, enrolmentCode, tillUrl })
  }
  const storeNames = new Map(sampleStores.map((store) => [store.storeId, store.name]))
  return {
    headOfficeUrl: url,
    tillUrl: terminals[0]?.tillUrl ?? `${url}/till/`,
    program,
    terminals,
    staff: sampleStaff.map((person) => ({ ...person, storeName: storeNames.get(person.storeId) ?? '' })),
    members: await readSampleMembers(office, program),
  }
}

const idRow = z.object({ memberId: z.string() })

/** One member of each kind that a cashier meets. */
async function readSampleMembers(office: HeadOffice, program: ProgramDocument): Promise<SampleMember[]> {
  const { database } = office
  const [silver, gold, platinum] = program.tiers.slice(-3).map((tier) => tier.tierId)
  const found: SampleMember[] = []
  const add = async (shows: SampleMember['shows'], query: PromiseLike<readonly unknown[]>) => {
    const row = await readRow(query, idRow)
    const [member] = await readMembers(database, row ? [row.memberId] : [])
    const [card] = member?.cards ?? []
    if (member && card)
      found.push({
        member,
        balancePoints: balancePoints(member.standing, mainUnitId(program)),
        cardNumber: card.cardNumber,
        shows,
      })
  }
  const activeOf = (tierId: string | undefined) => database`
    select member_id from members join cards using (member_id)
    join accounts on account = 'member:' || member_id || ':points'
    where tier_id = ${tierId ?? ''} and phone is not null and cards.status = 'active' and given_order = 0
    order by balance_points desc, member_id limit 1`
  await add('platinum', activeOf(platinum))
  await add('gold', activeOf(gold))
  await add('silver', activeOf(silver))
  await add(
    'new',
    database`select member_id from members join cards using (member_id)
      where phone is not null and cards.status = 'active' and given_order = 0
      order by tier_points, enrolled_on desc, member_id limit 1`,
  )
  for (const status of ['blocked', 'replaced'] as const)
    await add(
      `card-${status}`,
      database`select member_id from cards where status = ${status} and given_order = 0 order by card_number limit 1`,
    )
  return found
}

/** Whether anything at all is enrolled here; the first page of an office without a sample says what to do next. */
export async function countTerminals({ database }: HeadOffice): Promise<number> {
  const rows = await readRows(
    database`select count(*)::integer as count from terminals`,
    z.object({ count: z.int() }),
  )
  return rows[0]?.count ?? 0
}
