import { applyPosting } from '../apply-posting.ts'
import type { ExplanationStep } from '../explanation.ts'
import type { FactBody } from '../fact.ts'
import type { Occasion } from '../occasion.ts'
import type { Posting } from '../posting.ts'
import { type ProgramDocument, programOn } from '../program.ts'
import type { Decision } from '../refusal.ts'
import type { Reminder } from '../reminder.ts'
import { emptyStanding, lotIdOf, type Standing } from '../standing.ts'
import { mainUnitId } from '../unit.ts'
import { minuteOf } from '../validity.ts'
import type { Scenario, ScenarioMember } from './scenario.ts'

/** A member while a scenario runs. `version` counts postings, as head office's row does. */
export type RunMember = {
  memberId: string
  version: number
  standing: Standing
  birthday?: string | undefined
  referrerId?: string | undefined
  chosenUnitId?: string | undefined
}

/** A bill: what was redeemed on it, then the sale itself. */
export type RunSale = {
  memberId: string
  paidWithPointsMinor: number
  paidWithVouchersMinor: number
  rewardIds: string[]
  redeems: Posting[]
  award: Posting | undefined
  sold:
    | { amountMinor: number; businessDate: string; lines?: { quantity: number; amountMinor: number }[] }
    | undefined
}

/** What an event came to. */
export type Happened = {
  /** The facts as a terminal or head office would record them. */
  bodies: FactBody[]
  postings: Posting[]
  steps: ExplanationStep[]
  discountMinor?: number
  tierDiscountMinor?: number
  shortfallPoints?: number
  returnedMinor?: number
  reminders?: (Reminder & { on: string; member: string })[]
}
export type Happening = Decision<Happened>

export type Run = {
  programs: readonly ProgramDocument[]
  isOneProgram: boolean
  members: Map<string, RunMember>
  sales: Map<string, RunSale>
  /** Postings of each event, by the event's id. */
  events: Map<string, { postings: Posting[]; sale: string | undefined }>
  rewardsGiven: Map<string, number>
  closedTo: string | undefined
  /** Every fact, with the program that it was decided under. */
  facts: { body: FactBody; program: ProgramDocument }[]
}

export function startRun(scenario: Scenario): Run {
  const programs = scenario.program ? [scenario.program] : (scenario.programs ?? [])
  const run: Run = {
    programs,
    isOneProgram: scenario.program !== undefined,
    members: new Map(),
    sales: new Map(),
    events: new Map(),
    rewardsGiven: new Map(),
    closedTo: undefined,
    facts: [],
  }
  const firstDay = scenario.events[0]?.on ?? '2000-01-01'
  const program = programFor(run, firstDay) ?? programs[0]
  if (program) for (const member of scenario.members) openMember(run, member, program, firstDay)
  return run
}

/** The program that holds on a day. */
export const programFor = (run: Run, date: string): ProgramDocument | undefined =>
  run.isOneProgram ? run.programs[0] : programOn(run.programs, date)

function openMember(run: Run, given: ScenarioMember, program: ProgramDocument, firstDay: string): void {
  const member = newMember(run, given)
  const progress = { points: given.tierPoints ?? 0, spendingMinor: given.tierSpendingMinor ?? 0 }
  const moves = (given.opening ?? []).map((each, index) => {
    const unitId = each.unit ?? mainUnitId(program)
    const lotId = lotIdOf(`opening-${index + 1}`, unitId)
    return { lotId, unitId, points: each.points, expiresOn: each.expiresOn ?? null }
  })
  if (moves.length === 0 && progress.points === 0 && progress.spendingMinor === 0) return
  const posting: Posting = {
    kind: 'adjust',
    postingId: `opening/${given.member}`,
    memberId: given.member,
    programVersion: program.version,
    businessDate: firstDay,
    moves,
    progress,
  }
  member.standing = applyPosting(member.standing, posting, program)
}

export function newMember(
  run: Run,
  given: Pick<ScenarioMember, 'member' | 'birthday' | 'referrer' | 'chosenUnit'>,
): RunMember {
  const member: RunMember = {
    memberId: given.member,
    version: 0,
    standing: emptyStanding(),
    birthday: given.birthday,
    referrerId: given.referrer,
    chosenUnitId: given.chosenUnit,
  }
  run.members.set(given.member, member)
  return member
}

/** Puts a posting into its member's standing. */
export function record(run: Run, posting: Posting, program: ProgramDocument): void {
  const member = run.members.get(posting.memberId)
  if (!member) return
  member.standing = applyPosting(member.standing, posting, program)
  member.version += 1
  const { rewardId } = posting
  if (rewardId) run.rewardsGiven.set(rewardId, (run.rewardsGiven.get(rewardId) ?? 0) + 1)
}

export const occasionOf = (event: {
  on: string
  at?: string | undefined
  store?: string | undefined
}): Occasion => ({
  businessDate: event.on,
  minuteOfDay: minuteOf(event.at ?? '12:00'),
  storeId: event.store ?? null,
})

/** The bill that a name stands for; made when it is first named. */
export function billNamed(run: Run, name: string, memberId: string): RunSale {
  const known = run.sales.get(name)
  if (known) return known
  const fresh: RunSale = {
    memberId,
    paidWithPointsMinor: 0,
    paidWithVouchersMinor: 0,
    rewardIds: [],
    redeems: [],
    award: undefined,
    sold: undefined,
  }
  run.sales.set(name, fresh)
  return fresh
}
