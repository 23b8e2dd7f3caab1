import { addDays } from '../../lib/calendar.ts'
import { canonicalJson } from '../../lib/canonical-json.ts'
import { applyPosting } from '../apply-posting.ts'
import { awardBasisOf } from '../award-basis.ts'
import { type DecidedAgain, decideAgain } from '../derive.ts'
import type { FactBody } from '../fact.ts'
import { decideGrant } from '../grant.ts'
import type { Posting } from '../posting.ts'
import type { ProgramDocument } from '../program.ts'
import type { Decision } from '../refusal.ts'
import { emptyStanding } from '../standing.ts'
import { judgeTier } from '../tier-standing.ts'
import { nightlyPostings } from './close-member.ts'
import { keptPosting } from './kept-posting.ts'
import { rebase, type Track } from './rebase.ts'
import type { RecordedMember } from './recorded-member.ts'
import { countPosting, countStanding, emptyTotals, type SideTotals } from './side-totals.ts'

/** What is computed again. The days are business dates, both included. */
export type ReplayAsk = {
  draft: ProgramDocument
  /** The version in force on the period's last day: by it the recorded side is valued and its tiers are judged. */
  current: ProgramDocument
  /** Every version that a fact names. */
  programs: ReadonlyMap<number, ProgramDocument>
  from: string
  to: string
}

export type MemberReplay = {
  memberId: string
  name: string
  factCount: number
  was: SideTotals & { tierId: string | null }
  would: SideTotals & { tierId: string | null }
  /** Codes with which the draft would have refused what was recorded. */
  refusedByDraft: string[]
  /** Points of recorded redeems that would not have been there. */
  uncoveredPoints: number
}

type MemberRun = { ask: ReplayAsk; member: RecordedMember; was: Track; would: Track; result: MemberReplay }

/**
 * Computes one member's facts again under a draft. What was decided (awards, refunds, expiry, reviews) is decided twice,
 * from where each side stands: under the recorded version and under the draft. Where both agree, the recorded posting
 * stays, so that a draft which changes nothing gives no difference; where they differ, the draft's takes its place. What
 * people chose (redeems, gifts, adjustments) stays what it was.
 */
export function replayMember(member: RecordedMember, ask: ReplayAsk): MemberReplay {
  const run = startRun(member, ask)
  for (const { body: given } of member.facts) {
    const body = asOwn(given, member.memberId)
    const { businessDate } = body.posting
    if (businessDate > ask.to) continue
    if (businessDate < ask.from) {
      put(run.was, body.posting, ask.current)
      put(run.would, body.posting, ask.draft)
      continue
    }
    run.result.factCount += 1
    welcome(run, businessDate)
    closeDiffering(run, addDays(businessDate, -1))
    replayFact(run, body)
  }
  welcome(run, ask.to)
  closeBoth(run)
  return finish(run)
}

/** A gift's receiver has the fact too, and of it the other posting. */
const asOwn = (body: FactBody, memberId: string): FactBody =>
  body.kind === 'transfer' && body.posting.memberId !== memberId
    ? { ...body, posting: body.counterPosting, counterPosting: body.posting }
    : body

function startRun(member: RecordedMember, ask: ReplayAsk): MemberRun {
  const { memberId, name } = member
  const track = (): Track => ({ standing: emptyStanding(), version: 0, postings: new Map() })
  const result: MemberReplay = {
    memberId,
    name,
    factCount: 0,
    was: { ...emptyTotals(), tierId: null },
    would: { ...emptyTotals(), tierId: null },
    refusedByDraft: [],
    uncoveredPoints: 0,
  }
  return { ask, member, was: track(), would: track(), result }
}

function put(track: Track, posting: Posting, program: ProgramDocument): void {
  track.standing = applyPosting(track.standing, posting, program)
  track.version += 1
}

function replayFact(run: MemberRun, body: FactBody): void {
  const { ask, was, would, result } = run
  const recorded = recordedDecision(body)
  const outcome = wouldBe(run, body)
  countPosting(result.was, recorded.posting, recorded.steps)
  result.was.tierDiscountMinor += recorded.tierDiscountMinor ?? 0
  if (isRedeem(body)) {
    result.was.discountMinor += body.discountMinor
    result.would.discountMinor += body.discountMinor
  }
  put(was, recorded.posting, ask.current)
  would.postings.set(recorded.posting.postingId, outcome?.posting ?? null)
  if (!outcome) return
  countPosting(result.would, outcome.posting, outcome.steps)
  result.would.tierDiscountMinor += outcome.tierDiscountMinor ?? 0
  put(would, outcome.posting, ask.draft)
}

const recordedDecision = (body: FactBody): DecidedAgain => ({
  posting: body.posting,
  steps: body.steps,
  ...('tierDiscountMinor' in body && { tierDiscountMinor: body.tierDiscountMinor }),
})

const isRedeem = (body: FactBody): body is Extract<FactBody, { discountMinor: number }> =>
  body.kind === 'redeem' || body.kind === 'reward' || body.kind === 'voucher'

const isKept = (body: FactBody): boolean =>
  isRedeem(body) || body.kind === 'transfer' || body.kind === 'adjust'

/** What a fact would be under the draft; nothing when it would not be. */
function wouldBe(run: MemberRun, body: FactBody): DecidedAgain | undefined {
  const { again, underDraft } = decideTwice(run, body)
  const isSame = sameText(again) === sameText(underDraft)
  const wasDecided = again?.ok ?? false
  if (wasDecided && underDraft && !underDraft.ok && isOfPeople(body, underDraft.refusal.code))
    run.result.refusedByDraft.push(underDraft.refusal.code)
  if (isKept(body)) {
    const kept = keptPosting(body.posting, run.was.standing, run.would.standing)
    run.result.uncoveredPoints += kept.uncoveredPoints
    return { posting: kept.posting, steps: body.steps }
  }
  if (isSame) return recordedDecision(body)
  return underDraft?.ok ? underDraft.value : undefined
}

/** A refusal that somebody at the till would have seen; that a draft gives nothing is a result, not a refusal. */
const isOfPeople = (body: FactBody, code: string): boolean =>
  body.kind !== 'expire' && body.kind !== 'review' && body.kind !== 'grant' && code !== 'award-nothing'

function decideTwice(run: MemberRun, body: FactBody) {
  const { ask, member, was, would } = run
  const recordedProgram = ask.programs.get(body.posting.programVersion) ?? ask.current
  const knownTierId = 'tierId' in body.basis ? body.basis.tierId : was.standing.tierId
  // What the terminal did not know yet stays unknown to it, unless the draft makes another tier of it.
  const isTierSame = was.standing.tierId === would.standing.tierId
  const tierId = isTierSame ? knownTierId : would.standing.tierId
  const old = rebase(body, { track: was, member, program: recordedProgram, tierId: knownTierId })
  const fresh = rebase(body, { track: would, member, program: ask.draft, tierId })
  return {
    again: old && decideAgain(old, recordedProgram),
    underDraft: fresh && withApproval(decideAgain(fresh, ask.draft), fresh, ask.draft),
  }
}

/** Goods that came back came back: a manager of the draft's shop takes the shortfall as a negative balance. */
function withApproval(
  decided: Decision<DecidedAgain>,
  body: FactBody,
  draft: ProgramDocument,
): Decision<DecidedAgain> {
  if (decided.ok || decided.refusal.code !== 'refund-shortfall') return decided
  if (body.kind !== 'refund' && body.kind !== 'reversal') return decided
  const approval = { approverId: 'replay', shortfall: 'negative-balance' as const }
  return decideAgain({ ...body, approval }, draft)
}

/** Two decisions are the same when all but the version's number is. */
function sameText(decision: Decision<DecidedAgain> | undefined): string {
  if (!decision?.ok) return canonicalJson(decision ?? null)
  const { posting, tierDiscountMinor } = decision.value
  return canonicalJson({ posting: { ...posting, programVersion: 1 }, tierDiscountMinor })
}

/** A draft that welcomes members where the recorded version did not. */
function welcome(run: MemberRun, upTo: string): void {
  const { ask, member, would, result } = run
  const { enrolledOn, memberId } = member
  const postingId = `welcome/${memberId}`
  if (enrolledOn < ask.from || enrolledOn > upTo || would.postings.has(postingId)) return
  const hasWelcome = (program: ProgramDocument) => program.awardRules.some((rule) => rule.by === 'welcome')
  if (hasWelcome(ask.current) || !hasWelcome(ask.draft)) return
  const basis = awardBasisOf({ version: 0, ...member, standing: would.standing }, ask.draft, enrolledOn)
  const occasion = { businessDate: enrolledOn, minuteOfDay: 720, storeId: null }
  const cause = { kind: 'welcome' as const }
  const decided = decideGrant({ postingId, memberId, cause, occasion, basis, program: ask.draft })
  would.postings.set(postingId, decided.ok ? decided.value.posting : null)
  if (!decided.ok) return
  countPosting(result.would, decided.value.posting, decided.value.steps)
  put(would, decided.value.posting, ask.draft)
}

/** The nights before a fact, as far as the draft's differ from the recorded version's: the others are in the record. */
function closeDiffering(run: MemberRun, upTo: string): void {
  const { ask, member, was, would } = run
  if (upTo < ask.from) return
  const recorded = nightlyPostings(member.memberId, was.standing, ask.current, upTo)
  const drafted = nightlyPostings(member.memberId, would.standing, ask.draft, upTo)
  if (textOf(recorded) === textOf(drafted)) return
  for (const posting of drafted) {
    countPosting(run.result.would, posting, [])
    put(would, posting, ask.draft)
  }
}

const textOf = (postings: readonly Posting[]): string =>
  canonicalJson(postings.map((posting) => ({ ...posting, programVersion: 1 })))

/** At the end both sides are closed, so that what has ended by then is nobody's liability. */
function closeBoth(run: MemberRun): void {
  const { ask, member, was, would, result } = run
  for (const [track, program, totals] of [
    [was, ask.current, result.was],
    [would, ask.draft, result.would],
  ] as const)
    for (const posting of nightlyPostings(member.memberId, track.standing, program, ask.to)) {
      countPosting(totals, posting, [])
      put(track, posting, program)
    }
}

function finish({ ask, was, would, result }: MemberRun): MemberReplay {
  result.was.tierId = judgeTier(was.standing, ask.current).tierId
  result.would.tierId = judgeTier(would.standing, ask.draft).tierId
  countStanding(result.was, was.standing)
  countStanding(result.would, would.standing)
  return result
}
