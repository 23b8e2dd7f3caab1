import { ok } from '../lib/result.ts'
import { conflictOf, isBillFull } from './combination.ts'
import type { ExplanationStep } from './explanation.ts'
import type { Occasion } from './occasion.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { benefitOn, type RewardDecision } from './redeem-reward.ts'
import { type Decision, refuseWith } from './refusal.ts'
import type { HeldVoucher } from './standing.ts'
import { isOpen } from './validity.ts'
import type { VoucherKind, VoucherMove } from './voucher.ts'

export type VoucherInput = {
  postingId: string
  memberId: string
  code: string
  billMinor: number | null
  onBill: readonly string[]
  occasion: Occasion
  /** The voucher as the member's standing holds it; null when it is not the member's. */
  basis: { memberVersion: number; tierId: string | null; voucher: HeldVoucher | null }
  program: ProgramDocument
}

/** Decides the single use of a voucher: of its own member, once, until its last day (included). */
export function decideVoucher(input: VoucherInput): Decision<RewardDecision> {
  const { program, basis, occasion } = input
  const { voucher } = basis
  const kind = program.voucherKinds?.find((each) => each.voucherKindId === voucher?.voucherKindId)
  if (!voucher || !kind || voucher.issued < 1) return refuseWith('voucher-unknown')
  const refused = voucherRefusal(input, voucher, kind)
  if (refused) return refused
  const { code, voucherKindId, validTo } = voucher
  const move: VoucherMove = { code, voucherKindId, validTo, issued: 0, used: 1 }
  const brings = benefitOn(kind.gives, input.billMinor ?? 0)
  const posting: Posting = {
    kind: 'redeem',
    postingId: input.postingId,
    memberId: input.memberId,
    programVersion: program.version,
    businessDate: occasion.businessDate,
    moves: [],
    vouchers: [move],
  }
  const steps: ExplanationStep[] = [...brings.steps, { step: 'voucher', ...move }]
  return ok({ posting, discountMinor: brings.discountMinor, steps })
}

function voucherRefusal(
  input: VoucherInput,
  voucher: HeldVoucher,
  kind: VoucherKind,
): Decision<RewardDecision> | undefined {
  const { program, occasion, basis } = input
  const billMinor = input.billMinor ?? 0
  if (voucher.used > 0) return refuseWith('voucher-used')
  if (voucher.validTo < occasion.businessDate)
    return refuseWith('voucher-ended', { validTo: voucher.validTo })
  if (!isOpen(kind.when, occasion, basis.tierId)) return refuseWith('voucher-not-now')
  const minimumBillMinor = Math.max(kind.minimumBillMinor ?? 0, takesMoneyOff(kind) ? 1 : 0)
  if (billMinor < minimumBillMinor) return refuseWith('reward-needs-bill', { minimumBillMinor })
  const conflict = conflictOf(kind.voucherKindId, input.onBill, program)
  if (conflict) return refuseWith('redeem-not-together', { with: conflict })
  if (isBillFull(input.onBill, program))
    return refuseWith('redeem-bill-full', { perBillMax: program.combination?.perBillMax ?? 0 })
  return undefined
}

const takesMoneyOff = (kind: VoucherKind): boolean =>
  kind.gives.kind === 'amount' || kind.gives.kind === 'percent'
