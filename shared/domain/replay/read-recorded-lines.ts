import { ok, type Result, refuse } from '../../lib/result.ts'
import { compareForFold } from '../posting.ts'
import type { ProgramDocument } from '../program.ts'
import { faultsOf, type ReadFault } from '../scenario/read-scenario.ts'
import { type RecordedLine, type RecordedMember, recordedLine } from './recorded-member.ts'

export type RecordedLines = {
  programs: ProgramDocument[]
  members: RecordedMember[]
  /** The first and the last business date of a fact; nothing without facts. */
  days: { from: string; to: string } | undefined
}

/** An export file's lines of JSON. Each is parsed by itself, so that a fault names its line. */
export function readRecordedLines(lines: readonly string[]): Result<RecordedLines, ReadFault[]> {
  const read: Pick<RecordedLines, 'programs' | 'members'> = { programs: [], members: [] }
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue
    const line = readLine(text)
    const faults = line.ok ? addLine(read, line.value) : line.refusal
    if (faults.length > 0)
      return refuse(faults.map((fault) => ({ ...fault, path: `line ${index + 1} ${fault.path}`.trim() })))
  }
  for (const member of read.members) member.facts.sort(compareForFold)
  return ok({ ...read, days: daysOf(read.members) })
}

function addLine(read: Pick<RecordedLines, 'programs' | 'members'>, given: RecordedLine): ReadFault[] {
  if (given.line === 'program') read.programs.push(given.document)
  if (given.line === 'member') {
    const { line: _line, ...details } = given
    read.members.push({ ...details, facts: [] })
  }
  if (given.line === 'fact') {
    const { line: _line, ...fact } = given
    const member = read.members.at(-1)
    if (!member) return [{ path: '', message: 'a fact before the first member' }]
    member.facts.push(fact)
  }
  return []
}

function readLine(text: string): Result<RecordedLine, ReadFault[]> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return refuse([{ path: '', message: error instanceof Error ? error.message : String(error) }])
  }
  const parsed = recordedLine.safeParse(value)
  return parsed.success ? ok(parsed.data) : refuse(faultsOf(parsed.error.issues))
}

function daysOf(members: readonly RecordedMember[]): RecordedLines['days'] {
  const days = members.flatMap((member) => member.facts.map(({ body }) => body.posting.businessDate)).sort()
  const [from, to] = [days[0], days.at(-1)]
  return from === undefined || to === undefined ? undefined : { from, to }
}
