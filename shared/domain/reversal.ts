import { ok } from '../lib/result.ts'
import type { ExplanationStep } from './explanation.ts'
import type { Occasion } from './occasion.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { type Decision, refuseWith } from './refusal.ts'
import { type ShortfallApproval, type TakeBackBasis, takeBack } from './take-back.ts'

export type ReversalInput = {
  postingId: string
  memberId: string
  /** What is undone: one posting, or a sale's award and what was redeemed on its bill. */
  postings: readonly Posting[]
  /** The sale's value, so that a reversed sale counts as wholly returned; 1 for a posting without a sale. */
  ofMinor: number
  basis: TakeBackBasis
  occasion: Occasion
  program: ProgramDocument
  approval?: ShortfallApproval | undefined
}

/**
 * Decides the undoing of a mistake, wholly: as a refund of all, and a tier that the posting brought is not kept. A
 * reversal is not reversed; what head office decided by date is not either.
 */
export function decideReversal(
  input: ReversalInput,
): Decision<{ posting: Posting; shortfallPoints: number; steps: ExplanationStep[] }> {
  const { postings, basis, ofMinor, program, approval } = input
  if (postings.some((each) => each.kind === 'reverse')) return refuseWith('reversal-of-reversal')
  if (postings.some((each) => !isReversible(each))) return refuseWith('reversal-not-possible')
  if ((basis.takenBack?.minor ?? 0) !== 0) return refuseWith('reversal-already')
  if (hasUsedVoucher(postings, basis)) return refuseWith('reversal-voucher-used')
  const part = { ofMinor, beforeMinor: 0, afterMinor: ofMinor }
  const back = takeBack({ ...input, part, approval })
  if (back.shortfallPoints > 0 && program.refunds?.shortfall === 'manager' && !approval)
    return refuseWith('refund-shortfall', { shortfallPoints: back.shortfallPoints })
  const upgrade = postings.find((each) => each.upgrade)?.upgrade
  const posting = upgrade
    ? { ...back.posting, upgrade: { ...upgrade, held: 0 - upgrade.held } }
    : back.posting
  return ok({ ...back, posting })
}

const isReversible = (posting: Posting): boolean =>
  posting.kind === 'award' || posting.kind === 'redeem' || posting.kind === 'adjust'

function hasUsedVoucher(postings: readonly Posting[], basis: TakeBackBasis): boolean {
  const issued = postings.flatMap((each) => each.vouchers ?? []).filter((move) => move.issued > 0)
  return issued.some((move) =>
    (basis.vouchers ?? []).some((voucher) => voucher.code === move.code && voucher.used > 0),
  )
}
