import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const root = new URL('../..', import.meta.url).pathname
const evaluate = (input: string) => {
  const { status, stdout, stderr } = spawnSync('node', [`${root}build/evaluate.ts`], {
    input,
    encoding: 'utf8',
  })
  return { status, stderr, printed: JSON.parse(stdout) }
}
const examples = [...readFileSync(`${root}docs/evaluate.md`, 'utf8').matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, json]) => json ?? '',
)

describe('the examples of docs/evaluate.md', () => {
  test('the first gives what the page says', () => {
    const { printed, status } = evaluate(examples[0] ?? '')
    expect(status).toBe(0)
    expect(printed.events).toMatchObject([
      { awarded: { points: 250 } },
      { redeemed: { points: 200 }, discountMinor: 20_000 },
      { awarded: { points: 0 } },
      { takenBack: { points: 98 }, shortfallPoints: 48, balances: { points: -48 } },
    ])
  })

  test('the second too', () => {
    const { printed, status } = evaluate(examples[1] ?? '')
    expect(status).toBe(0)
    expect(printed.events).toMatchObject([
      { awarded: { points: 72 } },
      { takenBack: { points: 12 }, returnedMinor: 100_000 },
      { expired: { points: 60 } },
    ])
  })
})

describe('a scenario that cannot be read', () => {
  const [first] = examples
  const changed = (change: (scenario: { events: Record<string, unknown>[] }) => void): string => {
    const scenario = JSON.parse(first ?? '')
    change(scenario)
    return JSON.stringify(scenario)
  }

  test('names the path of an unknown field, also inside the program', () => {
    const { printed, status, stderr } = evaluate(
      changed((scenario) => {
        Object.assign(scenario.events[2] ?? {}, { ammount: 1 })
      }),
    )
    expect(status).toBe(1)
    expect(printed).toEqual({ errors: [{ path: 'events[2].ammount', message: 'unknown field' }] })
    expect(stderr).toBe('events[2].ammount: unknown field\n')
    const own = JSON.parse(examples[1] ?? '')
    own.program.awardRules[0].scope.colour = 'red'
    expect(evaluate(JSON.stringify(own)).printed.errors).toEqual([
      { path: 'program.awardRules[0].scope.colour', message: 'unknown field' },
    ])
  })

  test('names the path of a wrong value', () => {
    const { printed, status } = evaluate(
      changed((scenario) => {
        Object.assign(scenario.events[0] ?? {}, { amountMinor: 10.5, on: '2026-02-30' })
      }),
    )
    expect(status).toBe(1)
    expect(printed.errors.map((each: { path: string }) => each.path).sort()).toEqual([
      'events[0].amountMinor',
      'events[0].on',
    ])
  })

  test('is told when it is not JSON, or names a preset that is not there', () => {
    expect(evaluate('{').status).toBe(1)
    expect(evaluate('{ "program": "no-such", "members": [], "events": [] }').printed.errors[0].path).toBe(
      'program',
    )
  })
})
