import { readdirSync, readFileSync } from 'node:fs'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import { enrolmentFaultCodes } from '../../../shared/contract/enrolment.ts'
import { exchangeFaultCodes } from '../../../shared/contract/exchange.ts'
import { refusalCodes } from '../../../shared/domain/refusal.ts'
import { cameraFaultCodes } from '../../till/scanner/camera-scanner.ts'
import en from './en.json'
import vi from './vi.json'

type Tree = { [key: string]: string | Tree }

const flatten = (tree: Tree, prefix = ''): [key: string, text: string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  )

const messages = { vi: new Map(flatten(vi)), en: new Map(flatten(en)) }
const languages = ['vi', 'en'] as const

/** Names of all values that a message needs, in whichever branch. */
const placeholders = (text: string): Set<string> => new Set(parse(text).flatMap(namesIn))

function namesIn(element: MessageFormatElement): string[] {
  if (element.type === TYPE.literal || element.type === TYPE.pound) return []
  if (element.type !== TYPE.plural && element.type !== TYPE.select) return [element.value]
  const branches = Object.values(element.options).flatMap(({ value }) => value)
  return [element.value, ...branches.flatMap(namesIn)]
}

/** What each refusal is made with, read from the code that makes it: only what every maker provides can be relied on. */
function providedValues(): Map<string, Set<string>[]> {
  const root = new URL('../../../', import.meta.url).pathname
  const files = [
    'shared/domain',
    'shared/domain/scenario',
    'renderer/till/commands',
    'renderer/till/state',
  ].flatMap((folder) =>
    readdirSync(root + folder)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(`${root}${folder}/${name}`, 'utf8')),
  )
  const found = new Map<string, Set<string>[]>()
  for (const match of files.join('\n').matchAll(/refuseWith\(\s*'([\w-]+)'(?:,\s*\{([^}]*)\})?/g)) {
    const names = [...(match[2] ?? '').matchAll(/(?:^|,)\s*(\w+)/g)].map((name) => name[1] ?? '')
    const code = match[1] ?? ''
    found.set(code, [...(found.get(code) ?? []), new Set(names)])
  }
  return found
}

test('both languages have the same texts', () => {
  expect([...messages.en.keys()].sort()).toEqual([...messages.vi.keys()].sort())
})

test('both languages ask for the same values in each text', () => {
  const different = [...messages.vi].filter(([key, text]) => {
    const other = placeholders(messages.en.get(key) ?? '')
    return JSON.stringify([...placeholders(text)].sort()) !== JSON.stringify([...other].sort())
  })
  expect(different).toEqual([])
})

describe.each(languages)('in %s', (language) => {
  test.each([
    ...refusalCodes.map((code) => `refusal.${code}`),
    ...exchangeFaultCodes.map((code) => `exchange.${code}`),
    ...enrolmentFaultCodes.map((code) => `enrolment.${code}`),
    ...cameraFaultCodes.map((code) => `camera.${code}`),
  ])('%s has a sentence that says what is wrong and what to do next', (key) => {
    const sentence = messages[language].get(key) ?? ''
    // Two parts at least: what is wrong, and what next. What was not recorded has its sentences by reason.
    expect(sentence).toMatch(/^\{reason\}$|[.;:,] .+[.}]$/)
  })

  test('each value that a refusal names is given wherever that refusal is made', () => {
    const provided = providedValues()
    expect(provided.size).toBeGreaterThanOrEqual(refusalCodes.length)
    const missing = refusalCodes.flatMap((code) =>
      [...placeholders(messages[language].get(`refusal.${code}`) ?? '')]
        .filter((name) => !provided.get(code)?.every((values) => values.has(name)))
        .map((name) => `${code}: ${name}`),
    )
    expect(missing).toEqual([])
  })
})
