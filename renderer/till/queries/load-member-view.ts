import { Dexie } from 'dexie'
import type { SealedFact } from '../../../shared/domain/fact.ts'
import type { LocalText } from '../../../shared/domain/field.ts'
import type { MemberCard } from '../../../shared/domain/member.ts'
import type { ProgramDocument } from '../../../shared/domain/program.ts'
import { balancePoints, type Standing } from '../../../shared/domain/standing.ts'
import { nextTier, tierNamed } from '../../../shared/domain/tier.ts'
import { tierProgressOn } from '../../../shared/domain/tier-standing.ts'
import { mainUnitId } from '../../../shared/domain/unit.ts'
import type { TillDatabase } from '../db/till-database.ts'
import { loadTradingDay, type QueryEnv } from './load-program.ts'
import { loadStanding } from './load-standing.ts'
import { usablePoints } from './usable-points.ts'

/** Own facts shown with a member: as many as fit the screen. */
const recentFactsMax = 10

export type TierView = { tierId: string; name: LocalText }

export type RecentFact = {
  fact: SealedFact
  /** `pending`: head office's row does not hold it yet. */
  state: 'pending' | 'confirmed' | 'refused' | 'quarantined'
  /** Head office's reason for what it did not apply; null when there is none. */
  code: string | null
}

export type MemberView = {
  memberId: string
  name: string
  /** E.164; null when not given. */
  phone: string | null
  cards: MemberCard[]
  status: 'active' | 'blocked'
  tier: TierView | null
  /** The next tier and what is missing to it; null at the top. */
  next: { name: LocalText; missingPoints: number } | null
  /** How much of the way from this tier to the next is done, 0 to 1; 1 at the top. */
  tierProgress: number
  /** Head office's word, without what this terminal still has to tell it. */
  confirmedPoints: number
  /** What this terminal's own waiting facts add (negative: take off). */
  pendingPoints: number
  /** confirmed + pending */
  balancePoints: number
  usablePoints: number
  /** Head office's clock when it said so, ms since 1970; null before the first answer. */
  asOf: number | null
  /** This terminal's own facts with the member, newest first. */
  recent: RecentFact[]
}

/** All that the checkout shows of a member; nothing when this till does not know the member or has no program yet. */
export async function loadMemberView(env: QueryEnv, memberId: string): Promise<MemberView | undefined> {
  const day = await loadTradingDay(env)
  const known = day && (await loadStanding(env.db, memberId, day))
  if (!known) return undefined
  const { row, standing } = known
  const pendingIds = new Set(known.pendingFacts.map((fact) => fact.factId))
  const [sync, recent] = await Promise.all([env.db.syncMeta(), loadRecentFacts(env.db, memberId, pendingIds)])
  const unitId = mainUnitId(day.program)
  const confirmedPoints = balancePoints(row.standing, unitId)
  const balance = balancePoints(standing, unitId)
  return {
    memberId,
    name: row.name,
    phone: row.phone,
    cards: row.cards,
    status: row.status,
    ...tierViewOf(day.program, standing, day.businessDate),
    confirmedPoints,
    pendingPoints: balance - confirmedPoints,
    balancePoints: balance,
    usablePoints: usablePoints(standing, unitId, day.businessDate),
    asOf: Math.max(known.readAt, sync?.asOf ?? 0),
    recent,
  }
}

/** The tier that a member holds, the next one, and how far the way to it is. */
export function tierViewOf(
  program: ProgramDocument,
  standing: Standing,
  businessDate: string,
): Pick<MemberView, 'tier' | 'next' | 'tierProgress'> {
  const progress = tierProgressOn(standing, program, businessDate)
  const tier = tierNamed(program, standing.tierId)
  const next = nextTier(program, progress, standing.tierId)
  const fromPoints = tier?.fromPoints ?? 0
  const wayPoints = next ? next.tier.fromPoints - fromPoints : 0
  const donePoints = Math.max(0, progress.points - fromPoints)
  return {
    tier: tier ? { tierId: tier.tierId, name: tier.name } : null,
    next: next ? { name: next.tier.name, missingPoints: next.missingPoints } : null,
    tierProgress: wayPoints > 0 ? Math.min(1, donePoints / wayPoints) : 1,
  }
}

async function loadRecentFacts(
  db: TillDatabase,
  memberId: string,
  pendingIds: ReadonlySet<string>,
): Promise<RecentFact[]> {
  const own = await db.facts
    .where('[memberId+epoch+terminalSeq]')
    .between([memberId, Dexie.minKey], [memberId, Dexie.maxKey])
    .reverse()
    .limit(recentFactsMax)
    .toArray()
  const acks = await db.acks.bulkGet(own.map(({ factId }) => factId))
  return own.map(({ fact }, index) => ({
    fact,
    state: acks[index]?.status ?? (pendingIds.has(fact.factId) ? 'pending' : 'confirmed'),
    code: acks[index]?.code ?? null,
  }))
}
