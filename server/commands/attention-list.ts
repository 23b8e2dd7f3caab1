import { ok } from '../../shared/lib/result.ts'
import { listAttention } from '../api/list-attention.ts'
import type { OfficeCommand } from './command.ts'
import { formatTable } from './format-table.ts'

/** Characters of a case's detail in the table; `--json` shows all of it. */
const detailCharactersMax = 60

export const attentionList: OfficeCommand = {
  name: 'attention list',
  usage: '',
  summary: 'cases that somebody must look at, newest first; --json shows both sides of each',
  wordCount: { min: 0, max: 0 },
  options: [],
  beginsData: false,
  run: async ({ office }) => {
    const cases = await listAttention(office.database)
    const rows = cases.map((found) => [
      found.openedAt,
      found.kind,
      found.terminalId ?? '',
      found.memberId ?? '',
      JSON.stringify(found.detail).slice(0, detailCharactersMax),
    ])
    return ok({ text: formatTable(['SINCE', 'KIND', 'TERMINAL', 'MEMBER', 'DETAIL'], rows), json: cases })
  },
}
