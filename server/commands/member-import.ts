import { businessDateAt } from '../../shared/lib/calendar.ts'
import { ok, refuse } from '../../shared/lib/result.ts'
import { importMembers } from '../members/import-members.ts'
import { listBytesMax, readMemberLines } from '../members/read-member-lines.ts'
import { newestProgram } from '../programs/newest-program.ts'
import type { OfficeCommand } from './command.ts'
import { readSmallFile } from './read-small-file.ts'

export const memberImport: OfficeCommand = {
  name: 'member import',
  usage: 'FILE.csv',
  summary: 'adds members from a list: card number, name, phone; safe to run twice',
  wordCount: { min: 1, max: 1 },
  options: [],
  beginsData: false,
  run: async ({ office, words: [path = ''], onProgress }) => {
    const program = await newestProgram(office.database)
    if (!program)
      return refuse(
        'Publish a program first: it says with which digits its card numbers begin. See: program publish FILE',
      )
    const bytes = await readSmallFile(path, listBytesMax)
    if (!bytes.ok) return bytes
    const list = readMemberLines(bytes.value, program.cardPrefix)
    if (!list.ok) return refuse(`${path} is not UTF-8. In a spreadsheet, save it as "CSV UTF-8".`)
    const { lines } = list.value
    const imported = await importMembers(office.database, lines, {
      enrolledOn: businessDateAt(office.clock(), program.timeZone),
      onProgress: (doneCount) => onProgress(`${doneCount} of ${lines.length} members`),
    })
    const { addedCount, knownCount } = imported
    const badLines = [...list.value.badLines, ...imported.badLines].sort((a, b) => a.line - b.line)
    const text = [
      ...badLines.map(({ line, fault }) => `line ${line}: ${fault}`),
      `${addedCount} members added, ${knownCount} known already, ${badLines.length} lines not imported.`,
    ].join('\n')
    return ok({ text, json: { addedCount, knownCount, badLines }, exitCode: badLines.length > 0 ? 1 : 0 })
  },
}
