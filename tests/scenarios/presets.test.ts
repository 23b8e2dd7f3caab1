import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkProgram } from '../../shared/domain/check-program.ts'
import { programDocument } from '../../shared/domain/program.ts'

/** Each preset of the console, and the scenario that reproduces its numbers, through the command that shops use. */

const root = new URL('../..', import.meta.url).pathname
const presetIds = readdirSync(`${root}shared/presets`).map((file) => file.replace('.json', ''))
const readJson = (path: string): unknown => JSON.parse(readFileSync(root + path, 'utf8'))

type Printed = { events: Record<string, unknown>[] }

test('there is a preset for each row of the list', () => {
  expect(presetIds.sort()).toEqual([
    'airline',
    'cashback',
    'credit-card',
    'electronics',
    'electronics-card',
    'fashion',
    'hotel',
    'order-ladder',
    'restaurant',
    'stamp-card',
    'supermarket',
  ])
})

describe.each(presetIds)('preset %s', (presetId) => {
  test('is a valid program without findings', () => {
    const program = programDocument.parse(readJson(`shared/presets/${presetId}.json`))
    expect(program.programId).toBe(presetId)
    expect(checkProgram(program)).toEqual([])
  })

  test('gives its numbers', () => {
    const file = `${root}tests/scenarios/${presetId}.json`
    const printed: Printed = JSON.parse(
      execFileSync('node', [`${root}build/evaluate.ts`, file], { encoding: 'utf8' }),
    )
    const expected = readJson(`tests/scenarios/${presetId}.expect.json`) as Record<string, unknown>[]
    expect(printed.events).toHaveLength(expected.length)
    for (const [index, expectation] of expected.entries())
      expect({ event: index + 1, ...printed.events[index] }).toMatchObject({
        ...('refusal' in expectation ? {} : { outcome: 'done' }),
        ...expectation,
      })
  })
})
