import { checkAwards } from './check-awards.ts'
import { checkCatalogue } from './check-catalogue.ts'
import { checkTiers } from './check-tiers.ts'
import type { Finding } from './finding.ts'
import type { ProgramDocument } from './program.ts'

/**
 * What is wrong or odd in a program that the schema accepts. An `error` keeps it from being published, a `warning` is
 * shown to who publishes it. With the `preset` that it was made from, rates are compared with the preset's.
 */
export const checkProgram = (program: ProgramDocument, preset?: ProgramDocument): Finding[] => [
  ...checkAwards(program, preset),
  ...checkCatalogue(program),
  ...checkTiers(program),
]
