import { ok } from '../../lib/result.ts'
import { asKind } from '../posting.ts'
import type { ProgramDocument } from '../program.ts'
import { decideRedeem, type RedeemBasis, redeemBasisOf } from '../redeem.ts'
import { decideReward, rewardNamed, rewardTallyKey } from '../redeem-reward.ts'
import { refuseWith } from '../refusal.ts'
import type { HeldVoucher } from '../standing.ts'
import { tallied } from '../tally.ts'
import { mainUnitId } from '../unit.ts'
import { decideVoucher } from '../use-voucher.ts'
import { billNamed, type Happening, occasionOf, type Run, type RunMember, type RunSale } from './run-state.ts'
import type { EventBy } from './scenario.ts'

type RedeemEvent = EventBy<'redeem'>
type Context = {
  run: Run
  event: RedeemEvent
  postingId: string
  member: RunMember
  bill: RunSale | undefined
  onBill: string[]
  program: ProgramDocument
}

/** Points into money off, a reward, or a voucher; on a named bill it lowers what the sale earns. */
export function runRedeem(
  run: Run,
  event: RedeemEvent,
  postingId: string,
  program: ProgramDocument,
): Happening {
  const member = run.members.get(event.member)
  if (!member) return refuseWith('member-unknown', { member: event.member })
  const bill = event.sale === undefined ? undefined : billNamed(run, event.sale, event.member)
  const onBill = [...(event.onBill ?? []), ...(bill?.rewardIds ?? [])]
  const context = { run, event, postingId, member, bill, onBill, program }
  const isSold = bill?.sold !== undefined
  const happening = redeemEvent(context)
  // What a sale awarded was computed from what it was paid with: a closed bill is not lowered any more.
  return happening.ok && isSold
    ? refuseWith('receipt-number-used', { receiptNumber: event.sale ?? '' })
    : happening
}

function redeemEvent(context: Context): Happening {
  const { reward, voucher, points } = context.event
  if (reward !== undefined) return rewardEvent(context, reward)
  if (voucher !== undefined) return voucherEvent(context, voucher)
  return pointsEvent(context, points ?? 0)
}

function pointsEvent(context: Context, points: number): Happening {
  const { event, postingId, program, onBill, bill } = context
  const unitId = event.unit ?? mainUnitId(program)
  const asked = {
    points,
    billMinor: event.billMinor ?? 0,
    onBill,
    unitId,
    occasion: occasionOf(event),
    basis: basisFor(context, unitId, points),
  }
  const decided = decideRedeem({ postingId, memberId: event.member, ...asked, program })
  if (!decided.ok) return decided
  const { posting, discountMinor, steps } = decided.value
  if (bill && !bill.sold) {
    bill.paidWithPointsMinor += discountMinor
    bill.rewardIds.push('points-into-money')
    bill.redeems.push(posting)
  }
  const fact = { ...decided.value, posting: asKind('redeem', posting), ...asked }
  const body = { kind: 'redeem' as const, ...fact, receiptNumber: event.sale ?? postingId }
  return ok({ bodies: [body], postings: [posting], steps, discountMinor })
}

function rewardEvent(context: Context, rewardId: string): Happening {
  const { run, event, postingId, program, onBill, bill, member } = context
  const reward = rewardNamed(program, rewardId)
  const unitId = reward?.unitId ?? mainUnitId(program)
  const stockLeft =
    reward?.stock === undefined ? {} : { stockLeft: reward.stock - (run.rewardsGiven.get(rewardId) ?? 0) }
  const timesRedeemed =
    reward?.perMemberMax === undefined
      ? {}
      : { timesRedeemed: tallied(member.standing.tallies, rewardTallyKey(rewardId), 'all') }
  const asked = {
    rewardId,
    billMinor: event.billMinor ?? null,
    onBill,
    occasion: occasionOf(event),
    basis: { ...basisFor(context, unitId, reward?.costPoints ?? 0), ...stockLeft, ...timesRedeemed },
  }
  const decided = decideReward({ postingId, memberId: event.member, ...asked, program })
  if (!decided.ok) return decided
  const { posting, discountMinor, steps } = decided.value
  if (bill && !bill.sold) {
    bill.paidWithPointsMinor += discountMinor
    bill.rewardIds.push(rewardId)
    bill.redeems.push(posting)
  }
  const fact = { ...decided.value, posting: asKind('redeem', posting), ...asked }
  const body = { kind: 'reward' as const, ...fact, receiptNumber: event.sale ?? null }
  return ok({ bodies: [body], postings: [posting], steps, discountMinor })
}

function voucherEvent(context: Context, named: string): Happening {
  const { event, postingId, program, onBill, bill, member } = context
  const voucher = voucherFor(member, named)
  const asked = {
    code: voucher?.code ?? named,
    billMinor: event.billMinor ?? null,
    onBill,
    occasion: occasionOf(event),
    basis: { memberVersion: member.version, tierId: member.standing.tierId, voucher },
  }
  const decided = decideVoucher({ postingId, memberId: event.member, ...asked, program })
  if (!decided.ok) return decided
  const { posting, discountMinor, steps } = decided.value
  if (bill && !bill.sold) {
    bill.paidWithVouchersMinor += discountMinor
    bill.rewardIds.push(voucher?.voucherKindId ?? 'vouchers')
    bill.redeems.push(posting)
  }
  const fact = { ...decided.value, posting: asKind('redeem', posting), ...asked }
  const body = { kind: 'voucher' as const, ...fact, receiptNumber: event.sale ?? null }
  return ok({ bodies: [body], postings: [posting], steps, discountMinor })
}

/** By code, or by kind: then the unused one that ends first, else the last one. */
function voucherFor(member: RunMember, named: string): HeldVoucher | null {
  const ofKind = member.standing.vouchers
    .filter((voucher) => voucher.voucherKindId === named)
    .sort((a, b) => a.used - b.used || (a.validTo < b.validTo ? -1 : 1))
  return member.standing.vouchers.find((voucher) => voucher.code === named) ?? ofKind[0] ?? null
}

/** Points that the same sale awarded cannot be spent in it. */
const basisFor = ({ event, member, bill }: Context, unitId: string, points: number): RedeemBasis =>
  redeemBasisOf(member, {
    unitId,
    points,
    businessDate: event.on,
    exceptPostingId: bill?.award?.postingId,
  })
