import { deriveAgain, postingsOf } from '../../shared/domain/derive.ts'
import { pointsIn } from '../../shared/domain/standing.ts'
import { canonicalJson } from '../../shared/lib/canonical-json.ts'
import type { Transaction } from '../db/database.ts'
import type { AttentionCase } from '../ledger/attention.ts'
import { openCases } from '../ledger/attention.ts'
import type { Programs } from '../ledger/fold-postings.ts'
import { recordPostings } from '../ledger/record-postings.ts'
import type { StoredPosting } from '../ledger/stored-posting.ts'
import { lockMembers, saveStandings } from '../members/member-store.ts'
import type { ProgramLibrary } from '../programs/program-library.ts'
import { type Applied, applyPostings } from './apply-postings.ts'
import type { EnvelopedFact } from './envelope.ts'
import { judgeFacts, quarantined, type ReadFact, type Verdict } from './judge-facts.ts'

/**
 * Stores a batch's fresh facts and applies what can be applied. A well-formed fact is never refused storage: what
 * happened, happened. Returns the members that changed, whose feed rows the caller publishes last.
 */
export async function settleFacts(
  transaction: Transaction,
  library: ProgramLibrary,
  read: readonly ReadFact[],
): Promise<string[]> {
  const postings = read.flatMap(({ body }) => (body ? postingsOf(body) : []))
  const memberIds = [...new Set(postings.map((posting) => posting.memberId))].sort()
  const members = await lockMembers(transaction, memberIds)
  const programs = await library.load(
    transaction,
    postings.map((posting) => posting.programVersion),
  )
  const judged = await judgeFacts(transaction, read, { members, programs })
  const acceptedOf = (verdicts: readonly Verdict[]) =>
    read.filter((_, index) => verdicts[index]?.status === 'accepted').flatMap(storedPostingsOf)
  const tried = await applyPostings(transaction, members, acceptedOf(judged), library)
  const verdicts = judged.map((verdict, index) => withLimits(verdict, read[index], tried))
  const fresh = acceptedOf(verdicts)
  // A transfer counts on both sides or on none: what its other side cannot take is left out, and all is applied again.
  const applied =
    tried.tooLargeMembers.size === 0 ? tried : await applyPostings(transaction, members, fresh, library)
  // Sent one after the other without waiting: one connection carries them out in this order.
  await Promise.all([
    storeFacts(transaction, read, verdicts),
    recordPostings(transaction, fresh),
    saveStandings(transaction, applied.folds),
    openCases(transaction, [
      ...read.flatMap((one, index) => troubleCases(one, verdicts[index], programs)),
      ...applied.overLimit.map((stored) => overLimitCase(stored, applied)),
    ]),
  ])
  return [...applied.folds.keys()]
}

function storedPostingsOf({ fact, body }: ReadFact): StoredPosting[] {
  const { occurredAt, terminalId, epoch, terminalSeq, businessDate } = fact
  const place = { occurredAt, terminalId, epoch, terminalSeq }
  return body ? postingsOf(body).map((posting) => ({ posting, place, businessDate })) : []
}

function withLimits(verdict: Verdict, read: ReadFact | undefined, applied: Applied): Verdict {
  const postings = read?.body ? postingsOf(read.body) : []
  return verdict.status === 'accepted' &&
    postings.some(({ memberId }) => applied.tooLargeMembers.has(memberId))
    ? quarantined('standing-too-large')
    : verdict
}

async function storeFacts(
  transaction: Transaction,
  read: readonly ReadFact[],
  verdicts: readonly Verdict[],
): Promise<void> {
  const facts = read.map(({ fact }) => fact)
  await transaction`
    insert into facts (terminal_id, epoch, terminal_seq, fact_id, hash, sealed, member_id, occurred_at, status, code)
    select * from unnest(
      ${facts.map((fact) => fact.terminalId)}::text[],
      ${facts.map((fact) => fact.epoch)}::integer[],
      ${facts.map((fact) => fact.terminalSeq)}::bigint[],
      ${facts.map((fact) => fact.factId)}::text[],
      ${facts.map((fact) => fact.hash)}::text[],
      ${facts.map((fact) => canonicalJson(fact))}::text[],
      ${read.map(({ body }) => body?.posting.memberId ?? null)}::text[],
      ${facts.map((fact) => fact.occurredAt)}::bigint[],
      ${verdicts.map((verdict) => verdict.status)}::text[],
      ${verdicts.map((verdict) => verdict.code)}::text[]
    )`
}

/** Both sides of a case are in its detail, so that a manager need not look elsewhere. */
function troubleCases(
  { fact, body }: ReadFact,
  verdict: Verdict | undefined,
  programs: Programs,
): AttentionCase[] {
  const about = {
    subject: subjectOf(fact),
    terminalId: fact.terminalId,
    memberId: body?.posting.memberId ?? null,
    factId: fact.factId,
  }
  if (verdict?.code === 'receipt-number-used') {
    const receiptNumber = body?.kind === 'award' ? body.sale.receiptNumber : ''
    const detail = { receiptNumber, storeId: fact.storeId, businessDate: fact.businessDate }
    return [{ kind: 'receipt-number-used', ...about, detail }]
  }
  if (verdict?.code) return [{ kind: 'quarantined', ...about, detail: { code: verdict.code } }]
  const program = body && programs.get(body.posting.programVersion)
  const difference = program && differenceOf(body, program)
  return difference ? [{ kind: 'difference', ...about, detail: difference }] : []
}

/** A fact whose numbers make the rules themselves fail is a difference too: it must not stop the terminal's queue. */
function differenceOf(...[body, program]: Parameters<typeof deriveAgain>): ReturnType<typeof deriveAgain> {
  try {
    return deriveAgain(body, program)
  } catch (error) {
    return { claimed: body, derived: { failed: String(error) } }
  }
}

function overLimitCase({ posting, place }: StoredPosting, applied: Applied): AttentionCase {
  const after = applied.folds.get(posting.memberId)
  return {
    kind: 'over-limit',
    subject: subjectOf(place),
    terminalId: place.terminalId,
    memberId: posting.memberId,
    factId: posting.postingId,
    detail: { balancePoints: after ? pointsIn(after.standing.lots) : null, posting },
  }
}

const subjectOf = ({
  terminalId,
  epoch,
  terminalSeq,
}: Pick<EnvelopedFact, 'terminalId' | 'epoch' | 'terminalSeq'>): string =>
  `${terminalId}:${epoch}:${terminalSeq}`
