import { ok, refuse } from '../../shared/lib/result.ts'
import { listPrograms } from '../api/list-programs.ts'
import type { OfficeCommand } from './command.ts'

export const programShow: OfficeCommand = {
  name: 'program show',
  usage: '[VERSION]',
  summary:
    'a version as its document, which `program publish` takes; without a number the one that holds today',
  wordCount: { min: 0, max: 1 },
  options: [],
  beginsData: false,
  run: async ({ office, words: [asked] }) => {
    const programs = await listPrograms(office.database, office.clock())
    const program =
      asked === undefined
        ? programs.find(({ holdsToday }) => holdsToday)
        : programs.find(({ document }) => String(document.version) === asked)
    if (!program)
      return refuse(
        asked === undefined
          ? 'No program holds today. See: program list'
          : `There is no version ${asked}. See: program list`,
      )
    const { document, signature } = program
    return ok({ text: JSON.stringify(document, null, 2), json: { document, signature } })
  },
}
