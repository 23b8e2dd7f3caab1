import { readdirSync, readFileSync } from 'node:fs'
import Ajv2020 from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { programDocument } from './program.ts'
import { programJsonSchema } from './program-schema.ts'

const root = new URL('../..', import.meta.url).pathname
const read = (path: string): unknown => JSON.parse(readFileSync(root + path, 'utf8'))

test('docs/program.schema.json is what the code says (node build/program-schema.ts writes it)', () => {
  expect(read('docs/program.schema.json')).toEqual(JSON.parse(JSON.stringify(programJsonSchema())))
})

describe('the JSON Schema, under a validator that is not ours', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(programJsonSchema())

  test.each(readdirSync(`${root}shared/presets`))('accepts the preset %s', (file) => {
    expect(validate(read(`shared/presets/${file}`))).toBe(true)
  })

  test('refuses what the program refuses: unknown fields, fractions, days that do not exist', () => {
    const preset = read('shared/presets/supermarket.json') as Record<string, unknown>
    const wrong = [
      { ...preset, colour: 'red' },
      { ...preset, version: 1.5 },
      { ...preset, validFrom: '2026-02-30' },
      { ...preset, awardRules: [] },
    ]
    for (const document of wrong) {
      expect(programDocument.safeParse(document).success).toBe(false)
      expect(validate(document)).toBe(false)
    }
  })
})

test('docs/program.md explains every field', () => {
  const page = readFileSync(`${root}docs/program.md`, 'utf8')
  const missing = [...fieldsOf(programJsonSchema())].filter((field) => !page.includes(`\`${field}\``))
  expect(missing).toEqual([])
})

/** Every property name in a JSON Schema. */
function* fieldsOf(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return
  const properties = 'properties' in schema ? schema.properties : undefined
  if (typeof properties === 'object' && properties !== null) yield* Object.keys(properties)
  for (const each of Object.values(schema)) yield* fieldsOf(each)
}
