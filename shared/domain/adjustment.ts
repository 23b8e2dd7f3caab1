import { ok } from '../lib/result.ts'
import type { ExplanationStep } from './explanation.ts'
import { pointsMax } from './limits.ts'
import type { Occasion } from './occasion.ts'
import type { Posting } from './posting.ts'
import type { ProgramDocument } from './program.ts'
import { type RedeemBasis, takePosting } from './redeem.ts'
import { type Decision, refuseWith } from './refusal.ts'
import { lotIdOf } from './standing.ts'
import { expiresOnFor, mainUnitId, unitNamed } from './unit.ts'

export type AdjustInput = {
  postingId: string
  memberId: string
  /** Above zero gives, below zero takes. */
  points: number
  unitId?: string | undefined
  reason: string
  /** Who approved; null when nobody did. */
  approverId: string | null
  occasion: Occasion
  basis: RedeemBasis
  program: ProgramDocument
}

/** Decides a manual plus or minus with a reason. It does not count for tiers, and never makes a balance negative. */
export function decideAdjust(input: AdjustInput): Decision<{ posting: Posting; steps: ExplanationStep[] }> {
  const { program, points, basis, occasion } = input
  const unitId = input.unitId ?? mainUnitId(program)
  const refused = adjustRefusal(input, unitId)
  if (refused) return refused
  const taken = takePosting({ ...input, points: Math.max(0, -points), unitId, basis })
  const lotId = lotIdOf(input.postingId, unitId)
  const expiresOn = expiresOnFor(program, unitId, occasion.businessDate)
  const moves = points > 0 ? [{ lotId, unitId, points, expiresOn }] : taken.posting.moves
  return ok({
    posting: { ...taken.posting, kind: 'adjust', moves },
    steps: [
      { step: 'adjusted', unitId, points, reason: input.reason },
      ...moves.map((move): ExplanationStep => ({ step: 'lot', ...move })),
    ],
  })
}

function adjustRefusal(input: AdjustInput, unitId: string): Decision<never> | undefined {
  const { points, program, basis } = input
  if (!unitNamed(program, unitId)) return refuseWith('unit-unknown', { unitId })
  if (!Number.isSafeInteger(points) || points === 0 || input.reason.trim() === '')
    return refuseWith('adjust-nothing')
  const maximumPoints = program.adjustments?.maximumPoints ?? pointsMax
  if (Math.abs(points) > maximumPoints) return refuseWith('adjust-above-maximum', { maximumPoints })
  const withoutApprovalPoints = program.adjustments?.withoutApprovalPoints ?? 0
  if (Math.abs(points) > withoutApprovalPoints && input.approverId === null)
    return refuseWith('adjust-needs-approver', { withoutApprovalPoints })
  if (-points > basis.usablePoints)
    return refuseWith('adjust-below-zero', { usablePoints: basis.usablePoints })
  return undefined
}
