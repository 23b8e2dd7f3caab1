import { once } from 'node:events'
import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import pino from 'pino'
import { type Recorded, recordedIn, replayRecorded } from '../server/api/replay-recorded-period.ts'
import { openData } from '../server/create-head-office.ts'
import { defaultDataFolder } from '../server/data-folder.ts'
import { openDatabase } from '../server/db/database.ts'
import { inSnapshot } from '../server/db/transaction.ts'
import { checkProgram } from '../shared/domain/check-program.ts'
import { businessDateField } from '../shared/domain/field.ts'
import { type ProgramDocument, programDocument } from '../shared/domain/program.ts'
import { readRecordedLines } from '../shared/domain/replay/read-recorded-lines.ts'
import type { RecordedLine } from '../shared/domain/replay/recorded-member.ts'
import { replayText } from '../shared/domain/replay/replay-text.ts'
import { faultsOf, type ReadFault } from '../shared/domain/scenario/read-scenario.ts'
import type { Language } from '../shared/domain/text-format.ts'
import { ok, type Result, refuse } from '../shared/lib/result.ts'

const usage = `Computes a recorded period again under a draft program, and reports the difference.

  npm run -s replay -- --program DRAFT.json [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--data DIR] [--json]

  --program FILE    the draft: a program document; its version may be left out
  --from, --to      business dates, both included; left out: all that was recorded
  --data DIR        head office's data (${defaultDataFolder()}), whether it runs or not
  DATABASE_URL      any PostgreSQL instead of the embedded one
  --facts FILE      an export file instead of a database
  --export FILE     writes such a file; needs no --program
  --language vi|en  of the text
  --members N       how many members that change tier are named (10)
  --json            everything, as JSON`

const { values } = parseArgs({
  options: {
    program: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    data: { type: 'string', default: defaultDataFolder() },
    facts: { type: 'string' },
    export: { type: 'string' },
    language: { type: 'string', default: 'en' },
    members: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

async function main(): Promise<number> {
  if (values.help || (values.program === undefined && values.export === undefined)) {
    console.error(usage)
    return values.help ? 0 : 2
  }
  const faults = optionFaults()
  if (faults.length > 0) return fail(faults)
  if (values.facts === undefined) return await onDatabase(replay)
  const read = readFactsFile(values.facts)
  return read.ok ? await replay(read.value) : fail(read.refusal)
}

function optionFaults(): ReadFault[] {
  const faults: ReadFault[] = []
  for (const name of ['from', 'to'] as const)
    if (values[name] !== undefined && !businessDateField.safeParse(values[name]).success)
      faults.push({ path: `--${name}`, message: `${values[name]} is not a date, such as 2026-11-21` })
  if (values.from !== undefined && values.to !== undefined && values.from > values.to)
    faults.push({ path: '--to', message: 'the period ends before it begins' })
  if (!isLanguage(values.language)) faults.push({ path: '--language', message: 'vi or en' })
  if (!/^\d{1,6}$/.test(values.members)) faults.push({ path: '--members', message: 'a number of members' })
  return faults
}

const isLanguage = (text: string): text is Language => text === 'vi' || text === 'en'

async function replay(recorded: Recorded): Promise<number> {
  if (values.export !== undefined) await writeExport(values.export, recorded)
  if (values.program === undefined) return 0
  const read = readDraft(values.program, recorded.programs)
  if (!read.ok) return fail(read.refusal)
  const draft = read.value
  const wish = { draft, from: values.from, to: values.to, namedMembersMax: Number(values.members) }
  const replayed = await replayRecorded(recorded, wish)
  if (!replayed) return fail([{ path: '', message: 'nothing was recorded' }])
  const { report, current } = replayed
  const language = isLanguage(values.language) ? values.language : 'en'
  const text = values.json
    ? JSON.stringify(report, null, 2)
    : replayText(report, { current, draft }, language).join('\n')
  process.stdout.write(`${text}\n`)
  return 0
}

/** The draft, or all that keeps it from being published, each with its path. Warnings are told and do not stop it. */
function readDraft(
  file: string,
  published: readonly ProgramDocument[],
): Result<ProgramDocument, ReadFault[]> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return refuse([{ path: '--program', message: error instanceof Error ? error.message : String(error) }])
  }
  const version = Math.max(0, ...published.map((program) => program.version)) + 1
  const parsed = programDocument.safeParse(
    typeof value === 'object' && value !== null && !Array.isArray(value) ? { version, ...value } : value,
  )
  if (!parsed.success) return refuse(faultsOf(parsed.error.issues))
  const findings = checkProgram(parsed.data).map(({ path, level, sentence }) => ({
    level,
    path,
    message: sentence[isLanguage(values.language) ? values.language : 'en'],
  }))
  const errors = findings.filter((finding) => finding.level === 'error')
  if (errors.length > 0) return refuse(errors.map(({ path, message }) => ({ path, message })))
  for (const { path, message } of findings) process.stderr.write(`${path}: ${message}\n`)
  return ok(parsed.data)
}

/** Everything is read in one snapshot, beside a head office that runs or alone. */
async function onDatabase(act: (recorded: Recorded) => Promise<number>): Promise<number> {
  const databaseUrl = process.env.DATABASE_URL
  if (databaseUrl === undefined && !existsSync(values.data))
    return fail([{ path: '--data', message: `${values.data} is not there` }])
  const opened = await openData(
    { dataFolder: values.data, databaseUrl },
    pino({ level: 'warn' }, pino.destination(2)),
  )
  const database = openDatabase('url' in opened ? opened.url : opened.databaseUrl, () => undefined, 2)
  try {
    return await inSnapshot(database, async (transaction) => {
      await transaction`set local statement_timeout = 0`
      await transaction`set local idle_in_transaction_session_timeout = 0`
      return await act(await recordedIn(transaction))
    })
  } finally {
    await database.end({ timeout: 5 })
    if ('url' in opened) {
      await opened.lock?.release()
      await opened.embedded?.stop()
    }
  }
}

async function writeExport(file: string, recorded: Recorded): Promise<void> {
  const output = createWriteStream(file)
  const write = async (line: RecordedLine): Promise<void> => {
    if (!output.write(`${JSON.stringify(line)}\n`)) await once(output, 'drain')
  }
  for (const document of recorded.programs) await write({ line: 'program', document })
  for await (const { facts, ...member } of recorded.members(values.to ?? '9999-12-31')) {
    await write({ line: 'member', ...member })
    for (const fact of facts) await write({ line: 'fact', ...fact })
  }
  output.end()
  await once(output, 'finish')
}

/** An export file that `--export` wrote. */
function readFactsFile(file: string): Result<Recorded, ReadFault[]> {
  if (!existsSync(file)) return refuse([{ path: '--facts', message: `${file} is not there` }])
  const read = readRecordedLines(readFileSync(file, 'utf8').split('\n'))
  if (!read.ok) return read
  const { members, ...rest } = read.value
  return ok({ ...rest, members: () => members })
}

/** Faults go where the result would go too, so that a program reading the output finds them. */
function fail(errors: readonly ReadFault[]): number {
  if (values.json) process.stdout.write(`${JSON.stringify({ errors }, null, 2)}\n`)
  for (const { path, message } of errors)
    process.stderr.write(`${path === '' ? 'replay' : path}: ${message}\n`)
  return 1
}

process.exitCode = await main()
