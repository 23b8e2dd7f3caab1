import fc from 'fast-check'
import { type ProgramDocument, programDocument } from '../../shared/domain/program.ts'
import { type Scenario, scenario } from '../../shared/domain/scenario/scenario.ts'
import { arbitraryScenario } from './arbitrary-scenario.ts'

/** The ends of every range that the schema allows, and what lies beside them. */
const extremes = [0, 1, 2, 99, 100, 101, 10_000, 1_000_000_000, 999_999_999_999, 1_000_000_000_000]

/** A value with some of its numbers replaced by extremes. */
function exaggerated(value: unknown, chance: fc.Stream<number>): unknown {
  if (typeof value === 'number') {
    const draw = chance.next().value ?? 0
    return draw % 3 === 0 ? (extremes[draw % extremes.length] ?? value) : value
  }
  if (Array.isArray(value)) return value.map((each) => exaggerated(each, chance))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, exaggerated(each, chance)]))
}

/** Each part of the program is exaggerated alone, and kept where the schema accepts it. */
function exaggeratedProgram(program: ProgramDocument, chance: fc.Stream<number>): ProgramDocument {
  let accepted = program
  for (const [key, part] of Object.entries(program)) {
    const parsed = programDocument.safeParse({ ...accepted, [key]: exaggerated(part, chance) })
    if (parsed.success) accepted = parsed.data
  }
  return accepted
}

/** Scenarios at the ends of what the schemas accept. */
export const extremeScenario: fc.Arbitrary<Scenario> = fc
  .tuple(arbitraryScenario(), fc.infiniteStream(fc.nat()))
  .map(([given, chance]) => {
    const program = given.program && exaggeratedProgram(given.program, chance)
    const events = given.events.map((event) => {
      const parsed = scenario.safeParse({ program, members: [], events: [exaggerated(event, chance)] })
      return parsed.success ? (parsed.data.events[0] ?? event) : event
    })
    return { ...given, ...(program && { program }), events }
  })
