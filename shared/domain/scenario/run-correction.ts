import { ok } from '../../lib/result.ts'
import { decideAdjust } from '../adjustment.ts'
import { asKind, type Posting } from '../posting.ts'
import type { ProgramDocument } from '../program.ts'
import { redeemBasisOf } from '../redeem.ts'
import { decideRefund, type RefundWant } from '../refund.ts'
import { refuseWith } from '../refusal.ts'
import { decideReversal } from '../reversal.ts'
import { takeBackBasisOf } from '../take-back.ts'
import { periodOf, tallied } from '../tally.ts'
import { decideTransfer, transferTallyKey, transferUnitId } from '../transfer.ts'
import { mainUnitId } from '../unit.ts'
import { type Happening, occasionOf, type Run } from './run-state.ts'
import type { EventBy } from './scenario.ts'

/** Goods of a named sale come back: all that is left, an amount, or pieces of lines. */
export function runRefund(
  run: Run,
  event: EventBy<'refund'>,
  postingId: string,
  program: ProgramDocument,
): Happening {
  const bill = run.sales.get(event.sale)
  const member = bill && run.members.get(bill.memberId)
  if (!bill?.sold || !member) return refuseWith('sale-unknown', { sale: event.sale })
  const postings = saleBackOf(run, event.sale)
  if (postings.length === 0) return ok({ bodies: [], postings: [], steps: [] })
  const { amountMinor, businessDate, lines } = bill.sold
  const soldLines = lines?.map(({ quantity, amountMinor }) => ({ quantity, amountMinor }))
  const asked = {
    sale: { amountMinor, businessDate, ...(soldLines && { lines: soldLines }), postings },
    want: wantOf(event),
    basis: takeBackBasisOf(member, postings),
    occasion: occasionOf(event),
    approval: event.approval,
  }
  const decided = decideRefund({ postingId, memberId: bill.memberId, ...asked, program })
  if (!decided.ok) return decided
  const { posting, steps, returnedMinor, shortfallPoints } = decided.value
  const body = { kind: 'refund' as const, ...decided.value, posting: asKind('reverse', posting), ...asked }
  return ok({ bodies: [body], postings: [posting], steps, returnedMinor, shortfallPoints })
}

function wantOf(event: EventBy<'refund'>): RefundWant {
  if (event.lines)
    return {
      kind: 'lines',
      lines: event.lines.map(({ line, quantity }) => ({ line: line - 1, quantity })),
    }
  return event.amountMinor === undefined
    ? { kind: 'whole' }
    : { kind: 'amount', amountMinor: event.amountMinor }
}

/** The postings of a sale, its award first. What was reversed by itself before is not taken back again. */
function saleBackOf(run: Run, saleName: string): Posting[] {
  const bill = run.sales.get(saleName)
  const all = [...(bill?.award ? [bill.award] : []), ...(bill?.redeems ?? [])]
  const marks = bill ? (run.members.get(bill.memberId)?.standing.takenBack ?? []) : []
  const isMarked = (posting: Posting | undefined): boolean =>
    marks.some((mark) => mark.postingId === posting?.postingId)
  return isMarked(all[0]) ? all : all.filter((posting) => !isMarked(posting))
}

/** Undoes an event wholly: a sale with all that was redeemed on its bill, or one posting. */
export function runReverse(
  run: Run,
  event: EventBy<'reverse'>,
  postingId: string,
  program: ProgramDocument,
): Happening {
  const undone = run.events.get(event.of)
  const first = undone?.postings[0]
  const member = first && run.members.get(first.memberId)
  if (!undone || !first || !member) return refuseWith('posting-unknown', { of: event.of })
  const sale = undone.sale === undefined ? undefined : run.sales.get(undone.sale)
  const isSale = sale?.award?.postingId === first.postingId
  const postings = isSale && undone.sale !== undefined ? saleBackOf(run, undone.sale) : [first]
  const asked = {
    postings,
    ofMinor: isSale ? (sale?.sold?.amountMinor ?? 1) : 1,
    basis: takeBackBasisOf(member, postings),
    occasion: occasionOf(event),
    approval: event.approval,
  }
  const decided = decideReversal({ postingId, memberId: first.memberId, ...asked, program })
  if (!decided.ok) return decided
  const { posting, steps, shortfallPoints } = decided.value
  const fact = { ...decided.value, posting: asKind('reverse', posting), ...asked }
  const body = { kind: 'reversal' as const, ...fact, reason: `reverses ${event.of}` }
  return ok({ bodies: [body], postings: [posting], steps, shortfallPoints })
}

export function runTransfer(
  run: Run,
  event: EventBy<'transfer'>,
  postingId: string,
  program: ProgramDocument,
): Happening {
  const member = run.members.get(event.member)
  if (!member) return refuseWith('member-unknown', { member: event.member })
  if (!run.members.has(event.to)) return refuseWith('member-unknown', { member: event.to })
  const unitId = transferUnitId(program)
  const givenThisMonth = tallied(
    member.standing.tallies,
    transferTallyKey(unitId),
    periodOf('month', event.on),
  )
  const asked = {
    toMemberId: event.to,
    points: event.points,
    occasion: occasionOf(event),
    basis: {
      ...redeemBasisOf(member, { unitId, points: event.points, businessDate: event.on }),
      givenThisMonth,
    },
  }
  const decided = decideTransfer({ postingId, memberId: event.member, ...asked, program })
  if (!decided.ok) return decided
  const { posting, counterPosting, steps } = decided.value
  const own = { posting: asKind('transfer', posting), counterPosting: asKind('transfer', counterPosting) }
  const body = { kind: 'transfer' as const, ...own, ...asked, steps }
  return ok({ bodies: [body], postings: [posting, counterPosting], steps })
}

export function runAdjust(
  run: Run,
  event: EventBy<'adjust'>,
  postingId: string,
  program: ProgramDocument,
): Happening {
  const member = run.members.get(event.member)
  if (!member) return refuseWith('member-unknown', { member: event.member })
  const unitId = event.unit ?? mainUnitId(program)
  const asked = {
    points: event.points,
    unitId,
    reason: event.reason,
    approverId: event.approver ?? null,
    occasion: occasionOf(event),
    basis: redeemBasisOf(member, { unitId, points: -event.points, businessDate: event.on }),
  }
  const decided = decideAdjust({ postingId, memberId: event.member, ...asked, program })
  if (!decided.ok) return decided
  const { posting, steps } = decided.value
  const body = { kind: 'adjust' as const, ...asked, posting: asKind('adjust', posting), steps }
  return ok({ bodies: [body], postings: [posting], steps })
}
