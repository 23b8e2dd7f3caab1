import { ok } from '../lib/result.ts'
import type { ExplanationStep } from './explanation.ts'
import type { Occasion } from './occasion.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { type RedeemBasis, takePosting } from './redeem.ts'
import { type Decision, refuseWith } from './refusal.ts'
import type { Lot } from './standing.ts'
import { periodOf } from './tally.ts'
import { mainUnitId } from './unit.ts'

export type TransferInput = {
  postingId: string
  memberId: string
  toMemberId: string
  points: number
  occasion: Occasion
  /** `givenThisMonth`: what the member has given away in the calendar month. */
  basis: RedeemBasis & { givenThisMonth?: number | undefined }
  program: ProgramDocument
}

/** The giver's posting, and the receiver's under the same id with `/to` after it. */
export type TransferDecision = { posting: Posting; counterPosting: Posting; steps: ExplanationStep[] }

export const transferUnitId = (program: ProgramDocument): string =>
  program.transfers?.unitId ?? mainUnitId(program)

export const transferTallyKey = (unitId: string): string => `transfer:${unitId}:points`

/** Decides a gift of points to another member. Points keep their dates. */
export function decideTransfer(input: TransferInput): Decision<TransferDecision> {
  const { program, points, toMemberId, occasion } = input
  const refused = transferRefusal(input)
  if (refused) return refused
  const unitId = transferUnitId(program)
  const taken = takePosting({ ...input, unitId })
  const isCounted = program.transfers?.maximumPointsPerMonth !== undefined
  const period = periodOf('month', occasion.businessDate)
  const tallies = [{ key: transferTallyKey(unitId), period, amount: points }]
  const posting: Posting = { ...taken.posting, kind: 'transfer', ...(isCounted && { tallies }) }
  const counterPosting: Posting = {
    kind: 'transfer',
    postingId: `${input.postingId}/to`,
    memberId: toMemberId,
    programVersion: program.version,
    businessDate: occasion.businessDate,
    moves: receivedLots(input.postingId, posting.moves),
  }
  const steps: ExplanationStep[] = [
    { step: 'transferred', unitId, points, toMemberId },
    ...taken.steps,
    ...(isCounted ? [{ step: 'counted' as const, tallies }] : []),
  ]
  return ok({ posting, counterPosting, steps })
}

/** The receiver's lots: a name of their own, the giver's dates. */
export const receivedLots = (postingId: string, given: readonly Lot[]): Lot[] =>
  given.map((move, index) => ({ ...move, lotId: `${postingId}/to/${index}`, points: -move.points }))

function transferRefusal(input: TransferInput): Decision<TransferDecision> | undefined {
  const { points, basis } = input
  const rule = input.program.transfers
  if (!rule) return refuseWith('transfer-not-offered')
  if (input.memberId === input.toMemberId) return refuseWith('transfer-to-self')
  if (!Number.isSafeInteger(points) || points < rule.minimumPoints)
    return refuseWith('transfer-below-minimum', { minimumPoints: rule.minimumPoints })
  if (points > (rule.maximumPoints ?? points))
    return refuseWith('transfer-above-maximum', { maximumPoints: rule.maximumPoints ?? 0 })
  const given = basis.givenThisMonth ?? 0
  if (rule.maximumPointsPerMonth !== undefined && given + points > rule.maximumPointsPerMonth)
    return refuseWith('transfer-above-month', {
      maximumPointsPerMonth: rule.maximumPointsPerMonth,
      remainingPoints: Math.max(0, rule.maximumPointsPerMonth - given),
    })
  if (points > basis.usablePoints)
    return refuseWith('transfer-above-usable', { usablePoints: basis.usablePoints })
  return undefined
}
