import type { z } from 'zod'
import { ok, type Result, refuse } from '../../lib/result.ts'
import { type Scenario, scenario } from './scenario.ts'

/** What is wrong with a file, and where: `events[2].amountMinor`. */
export type ReadFault = { path: string; message: string }

/** An unknown value as a scenario, or all that is wrong with it. Unknown fields are faults that name their path. */
export function readScenario(value: unknown): Result<Scenario, ReadFault[]> {
  const parsed = scenario.safeParse(value)
  return parsed.success ? ok(parsed.data) : refuse(faultsOf(parsed.error.issues))
}

/** Issues of a schema, one for each place. */
export const faultsOf = (issues: readonly z.core.$ZodIssue[]): ReadFault[] =>
  issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ path: pathText(issue.path), message: issue.message }]
    return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), message: 'unknown field' }))
  })

/** `['events', 2, 'on']` as `events[2].on`. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
