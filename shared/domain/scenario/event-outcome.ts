import type { ExplanationStep } from '../explanation.ts'
import { explanationSentences } from '../explanation-text.ts'
import type { Posting } from '../posting.ts'
import type { ProgramDocument } from '../program.ts'
import type { Refusal } from '../refusal.ts'
import { balancePoints, debtPoints, type Lot } from '../standing.ts'
import { nextTier } from '../tier.ts'
import { tierProgressOn } from '../tier-standing.ts'
import { unitsOf } from '../unit.ts'
import type { VoucherMove } from '../voucher.ts'
import type { Happened, Run, RunMember } from './run-state.ts'
import type { ScenarioEvent } from './scenario.ts'

type ByUnit = Record<string, number>

/** Where a member stands, as a person would ask it. */
export type MemberOutcome = {
  balances: ByUnit
  owed: ByUnit
  tier: string | null
  lots: Lot[]
  vouchers: { code: string; voucherKindId: string; validTo: string; isUsed: boolean }[]
}

/** What one event came to, as it is printed. */
export type EventOutcome = {
  event: string
  id: string
  on: string
  member?: string
  outcome: 'done' | 'refused'
  refusal?: Refusal
  awarded: ByUnit
  redeemed: ByUnit
  expired: ByUnit
  takenBack: ByUnit
  givenBack: ByUnit
  discountMinor: number
  returnedMinor?: number
  shortfallPoints?: number
  lots: Lot[]
  vouchers: VoucherMove[]
  balances: ByUnit
  owed: ByUnit
  tier: string | null
  others?: Record<string, MemberOutcome>
  reminders?: Happened['reminders']
  explanation: ExplanationStep[]
  sentences: { vi: string[]; en: string[] }
}

export function memberOutcome(member: RunMember, program: ProgramDocument): MemberOutcome {
  const { standing } = member
  return {
    ...balancesOf(member, program),
    tier: standing.tierId,
    lots: standing.lots,
    vouchers: standing.vouchers.map(({ code, voucherKindId, validTo, used }) => ({
      code,
      voucherKindId,
      validTo,
      isUsed: used > 0,
    })),
  }
}

/** With shortfalls left to the next award, a balance is not shown below zero: what is owed stands beside it. */
function balancesOf(member: RunMember, program: ProgramDocument): { balances: ByUnit; owed: ByUnit } {
  const isOwedApart = program.refunds?.shortfall === 'from-next-award'
  const balances: ByUnit = {}
  const owed: ByUnit = {}
  for (const { unitId } of unitsOf(program)) {
    const balance = balancePoints(member.standing, unitId)
    balances[unitId] = isOwedApart ? Math.max(0, balance) : balance
    if (balance < 0) owed[unitId] = debtPoints(member.standing, unitId)
  }
  return { balances, owed }
}

/** What is missing to the next tier; null at the top and without tiers. */
export function nextTierOutcome(member: RunMember, program: ProgramDocument, date: string) {
  const next = nextTier(program, tierProgressOn(member.standing, program, date), member.standing.tierId)
  if (!next) return null
  const { missingPoints, missingSpendingMinor } = next
  return { tier: next.tier.tierId, missingPoints, missingSpendingMinor }
}

export function doneOutcome(
  run: Run,
  event: ScenarioEvent,
  id: string,
  happened: Happened,
  program: ProgramDocument,
): EventOutcome {
  const { postings, steps } = happened
  const memberId = 'member' in event ? event.member : postings[0]?.memberId
  const member = event.event === 'close-day' ? undefined : run.members.get(memberId ?? '')
  const own = postings.filter((posting) => member === undefined || posting.memberId === member.memberId)
  const othersIds = [...new Set(postings.map((posting) => posting.memberId))].filter(
    (each) => each !== member?.memberId,
  )
  const others = othersIds.flatMap((each) => {
    const other = run.members.get(each)
    return other ? [[each, memberOutcome(other, program)] as const] : []
  })
  const { returnedMinor, shortfallPoints, reminders } = happened
  return {
    event: event.event,
    id,
    on: event.on,
    ...(member && { member: member.memberId }),
    outcome: 'done',
    ...totalsOf(own, program),
    discountMinor: happened.discountMinor ?? 0,
    ...(returnedMinor !== undefined && { returnedMinor }),
    ...(shortfallPoints !== undefined && { shortfallPoints }),
    lots: own.flatMap((posting) => posting.moves),
    vouchers: own.flatMap((posting) => posting.vouchers ?? []),
    ...(member ? balancesOf(member, program) : { balances: {}, owed: {} }),
    tier: member?.standing.tierId ?? null,
    ...(others.length > 0 && { others: Object.fromEntries(others) }),
    ...(reminders && { reminders }),
    explanation: steps,
    sentences: explanationSentences(steps, program),
  }
}

export function refusedOutcome(
  run: Run,
  event: ScenarioEvent,
  id: string,
  refusal: Refusal,
  program: ProgramDocument | undefined,
): EventOutcome {
  const memberId = 'member' in event ? event.member : undefined
  const member = run.members.get(memberId ?? '')
  return {
    event: event.event,
    id,
    on: event.on,
    ...(memberId !== undefined && { member: memberId }),
    outcome: 'refused',
    refusal,
    ...totalsOf([], program),
    discountMinor: 0,
    lots: [],
    vouchers: [],
    ...(member && program ? balancesOf(member, program) : { balances: {}, owed: {} }),
    tier: member?.standing.tierId ?? null,
    explanation: [],
    sentences: { vi: [], en: [] },
  }
}

/** Sums by unit, with a 0 for each unit that did not move, so that a reader need not look whether it is there. */
function totalsOf(
  postings: readonly Posting[],
  program: ProgramDocument | undefined,
): Pick<EventOutcome, 'awarded' | 'redeemed' | 'expired' | 'takenBack' | 'givenBack'> {
  const none = (): ByUnit =>
    Object.fromEntries((program ? unitsOf(program) : []).map((unit) => [unit.unitId, 0]))
  const totals = { awarded: none(), redeemed: none(), expired: none(), takenBack: none(), givenBack: none() }
  for (const posting of postings)
    for (const move of posting.moves) {
      const total: ByUnit = totals[totalOf(posting, move)]
      total[move.unitId] = (total[move.unitId] ?? 0) + Math.abs(move.points)
    }
  return totals
}

/** Adjustments and gifts between members count as awarded when they give and redeemed when they take. */
function totalOf(
  posting: Posting,
  move: Lot,
): 'awarded' | 'redeemed' | 'expired' | 'takenBack' | 'givenBack' {
  if (posting.kind === 'expire') return move.points < 0 ? 'expired' : 'givenBack'
  if (posting.kind === 'reverse') return move.points < 0 ? 'takenBack' : 'givenBack'
  return move.points > 0 ? 'awarded' : 'redeemed'
}
