import { ok } from '../../shared/lib/result.ts'
import { listStores } from '../api/list-stores.ts'
import type { OfficeCommand } from './command.ts'
import { formatTable } from './format-table.ts'

export const storeList: OfficeCommand = {
  name: 'store list',
  usage: '',
  summary: 'all stores',
  wordCount: { min: 0, max: 0 },
  options: [],
  beginsData: false,
  run: async ({ office }) => {
    const stores = await listStores(office.database)
    const rows = stores.map((store) => [
      store.storeId,
      store.name,
      String(store.terminalCount),
      String(store.staffCount),
    ])
    return ok({ text: formatTable(['STORE', 'NAME', 'TERMINALS', 'STAFF'], rows), json: stores })
  },
}
