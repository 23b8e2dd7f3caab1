import { existsSync, readFileSync } from 'node:fs'
import { readScenario } from '../shared/domain/scenario/read-scenario.ts'
import { runScenario } from '../shared/domain/scenario/run-scenario.ts'

/** `npm run -s evaluate -- FILE`, or standard input: runs a scenario and prints what each event came to. */
function main(): number {
  const [file] = process.argv.slice(2)
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file === undefined || file === '-' ? 0 : file, 'utf8'))
  } catch (error) {
    return fail([{ path: '', message: error instanceof Error ? error.message : String(error) }])
  }
  const read = readScenario(withPreset(value))
  if (!read.ok) return fail(read.refusal)
  process.stdout.write(`${JSON.stringify(runScenario(read.value), null, 2)}\n`)
  return 0
}

/** A scenario may name a preset, `"program": "supermarket"`, instead of spelling the program out. */
function withPreset(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('program' in value)) return value
  const { program } = value
  if (typeof program !== 'string' || !/^[a-z-]+$/.test(program)) return value
  const preset = new URL(`../shared/presets/${program}.json`, import.meta.url)
  if (!existsSync(preset)) return value
  return { ...value, program: JSON.parse(readFileSync(preset, 'utf8')) }
}

/** Faults go where the result would go too, so that a program reading the output finds them. */
function fail(errors: { path: string; message: string }[]): number {
  process.stdout.write(`${JSON.stringify({ errors }, null, 2)}\n`)
  for (const error of errors)
    process.stderr.write(`${error.path === '' ? 'file' : error.path}: ${error.message}\n`)
  return 1
}

process.exitCode = main()
