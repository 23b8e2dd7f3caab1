import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { programDocument } from './program.ts'
import { programTerms } from './terms.ts'

const root = new URL('../..', import.meta.url).pathname
const presets = readdirSync(`${root}shared/presets`).map((file) => {
  const program = programDocument.parse(JSON.parse(readFileSync(`${root}shared/presets/${file}`, 'utf8')))
  return [program.programId, program] as const
})

describe.each(presets)('the terms of %s', (programId, program) => {
  test('say the same number of things in both languages, without a gap', () => {
    const { vi, en } = programTerms(program)
    expect(vi).toHaveLength(en.length)
    for (const sentence of [...vi, ...en]) {
      expect(sentence).not.toMatch(/undefined|null|NaN|\.\.| {2}|\s[.,;:]/)
      expect(sentence.trim()).toBe(sentence)
    }
  })

  test('are as in docs/terms (node build/print-terms.ts writes them)', () => {
    const { vi, en } = programTerms(program)
    expect(readFileSync(`${root}docs/terms/${programId}.vi.txt`, 'utf8')).toBe(`${vi.join('\n')}\n`)
    expect(readFileSync(`${root}docs/terms/${programId}.en.txt`, 'utf8')).toBe(`${en.join('\n')}\n`)
  })
})
