import { ok } from '../../shared/lib/result.ts'
import { listTerminals } from '../api/list-terminals.ts'
import type { OfficeCommand } from './command.ts'
import { formatTable } from './format-table.ts'

export const terminalList: OfficeCommand = {
  name: 'terminal list',
  usage: '',
  summary: 'all terminals: their state, how many facts are settled, when they last reported',
  wordCount: { min: 0, max: 0 },
  options: [],
  beginsData: false,
  run: async ({ office }) => {
    const terminals = await listTerminals(office.database)
    const rows = terminals.map(({ terminalId, storeId, name, epochs: [newest], lastExchangeAt }) => [
      terminalId,
      storeId,
      name,
      newest?.status ?? 'not enrolled',
      String(newest?.settledSeq ?? 0),
      lastExchangeAt ?? 'never',
    ])
    const heading = ['TERMINAL', 'STORE', 'NAME', 'STATE', 'SETTLED', 'LAST EXCHANGE']
    return ok({ text: formatTable(heading, rows), json: terminals })
  },
}
