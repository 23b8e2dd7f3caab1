import { canonicalJson } from '../lib/canonical-json.ts'
import { decideAward } from './award.ts'
import type { FactBody } from './fact.ts'
import type { ProgramDocument } from './program.ts'
import { decideRedeem } from './redeem.ts'

/** What a fact claims and what its own inputs give, where the two differ. */
export type Difference = { claimed: unknown; derived: unknown }

/**
 * Decides a fact again from its own inputs under its own program version, with the same code as the terminal.
 * Nothing when the result is the same to the letter.
 */
export function deriveAgain(body: FactBody, program: ProgramDocument): Difference | undefined {
  const { postingId, memberId } = body.posting
  switch (body.kind) {
    case 'award': {
      const derived = decideAward({ postingId, memberId, sale: body.sale, basis: body.basis, program })
      const claimed = { posting: body.posting, steps: body.steps }
      return differenceOf(claimed, derived.ok ? derived.value : derived.refusal)
    }
    case 'redeem': {
      const { points, billMinor, basis } = body
      const derived = decideRedeem({ postingId, memberId, points, billMinor, basis, program })
      const claimed = { posting: body.posting, discountMinor: body.discountMinor, steps: body.steps }
      return differenceOf(claimed, derived.ok ? derived.value : derived.refusal)
    }
  }
}

function differenceOf(claimed: unknown, derived: unknown): Difference | undefined {
  return canonicalJson(claimed) === canonicalJson(derived) ? undefined : { claimed, derived }
}
