import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { programDocument } from '../shared/domain/program.ts'
import { programTerms } from '../shared/domain/terms.ts'

/** `node build/print-terms.ts`: writes the presets' terms to `docs/terms/`, where people read and correct them. */
const presets = new URL('../shared/presets/', import.meta.url)
const terms = new URL('../docs/terms/', import.meta.url)
mkdirSync(terms, { recursive: true })
for (const file of readdirSync(presets)) {
  const program = programDocument.parse(JSON.parse(readFileSync(new URL(file, presets), 'utf8')))
  const { vi, en } = programTerms(program)
  writeFileSync(new URL(`${program.programId}.vi.txt`, terms), `${vi.join('\n')}\n`)
  writeFileSync(new URL(`${program.programId}.en.txt`, terms), `${en.join('\n')}\n`)
}
