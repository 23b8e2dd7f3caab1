import { ok } from '../../shared/lib/result.ts'
import { listPrograms } from '../api/list-programs.ts'
import type { OfficeCommand } from './command.ts'
import { formatTable } from './format-table.ts'

export const programList: OfficeCommand = {
  name: 'program list',
  usage: '',
  summary: 'all versions of the program, newest first',
  wordCount: { min: 0, max: 0 },
  options: [],
  beginsData: false,
  run: async ({ office }) => {
    const programs = await listPrograms(office.database, office.clock())
    const views = programs.map(({ document, publishedAt, holdsToday }) => ({
      version: document.version,
      validFrom: document.validFrom,
      name: document.name,
      publishedAt: publishedAt.toISOString(),
      holdsToday,
    }))
    const rows = views.map((view) => [
      String(view.version),
      view.validFrom,
      view.holdsToday ? 'today' : '',
      view.publishedAt,
      view.name.en,
    ])
    return ok({ text: formatTable(['VERSION', 'FROM', 'HOLDS', 'PUBLISHED', 'NAME'], rows), json: views })
  },
}
