import type { ProgramDocument, Tier } from './program.ts'

/** The tier that a number of points ever awarded brings: the highest whose threshold is reached (`>=`), or none. */
export function tierAt(program: ProgramDocument, tierPoints: number): Tier | undefined {
  return program.tiers
    .filter((tier) => tier.fromPoints <= tierPoints)
    .reduce<Tier | undefined>(
      (best, next) => (best && best.fromPoints > next.fromPoints ? best : next),
      undefined,
    )
}

/** The next tier above and how many points are missing to it; nothing at the top. */
export function nextTier(
  program: ProgramDocument,
  tierPoints: number,
): { tier: Tier; missingPoints: number } | undefined {
  const next = program.tiers
    .filter((tier) => tier.fromPoints > tierPoints)
    .reduce<Tier | undefined>(
      (best, tier) => (best && best.fromPoints < tier.fromPoints ? best : tier),
      undefined,
    )
  return next && { tier: next, missingPoints: next.fromPoints - tierPoints }
}
