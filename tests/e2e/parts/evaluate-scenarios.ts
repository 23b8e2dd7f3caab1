import { readScenario } from '../../../shared/domain/scenario/read-scenario.ts'
import { playScenario } from '../../../shared/domain/scenario/run-scenario.ts'
import { canonicalJson } from '../../../shared/lib/canonical-json.ts'

/**
 * Each scenario of a JSON list as canonical JSON of all that it came to: outcomes, facts and standings. Bundled into one
 * script for the browser, and run as it is in Node.
 */
export function evaluateScenarios(json: string): string[] {
  const scenarios: unknown = JSON.parse(json)
  if (!Array.isArray(scenarios)) throw new Error('a list of scenarios')
  return scenarios.map((value: unknown) => {
    const read = readScenario(value)
    if (!read.ok) throw new Error(JSON.stringify(read.refusal))
    const { outcome, facts, members } = playScenario(read.value)
    return canonicalJson({
      outcome,
      facts: facts.map((fact) => fact.body),
      members: [...members.values()].map(({ memberId, version, standing }) => ({
        memberId,
        version,
        standing,
      })),
    })
  })
}
