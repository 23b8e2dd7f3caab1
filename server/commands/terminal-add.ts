import { ok, refuse } from '../../shared/lib/result.ts'
import { listStores } from '../api/list-stores.ts'
import { listTerminals } from '../api/list-terminals.ts'
import { inTransaction } from '../db/transaction.ts'
import { addTerminals } from '../staff/add-store.ts'
import { isId } from '../staff/new-id.ts'
import type { OfficeCommand } from './command.ts'
import { idFault, parseName } from './store-add.ts'

export const terminalAdd: OfficeCommand = {
  name: 'terminal add',
  usage: '--store ID NAME [--id ID]',
  summary: 'adds a terminal (a till) to a store',
  wordCount: { min: 1, max: 1 },
  options: ['store', 'id'],
  beginsData: false,
  run: async ({ office, words: [given = ''], options }) => {
    const name = parseName(given)
    if (!name.ok) return name
    if (options.id !== undefined && !isId(options.id)) return refuse(idFault)
    return await inTransaction(office.database, async (transaction) => {
      const stores = await listStores(transaction)
      const store = stores.find(({ storeId }) => storeId === options.store)
      if (!store)
        return refuse(`There is no store ${options.store ?? ''}. See: store list; then give --store ID.`)
      const taken = new Set((await listTerminals(transaction)).map(({ terminalId }) => terminalId))
      if (options.id !== undefined && taken.has(options.id))
        return refuse(`The terminal ${options.id} is there already.`)
      const terminalId = options.id ?? nextTerminalId(store.storeId, taken)
      const terminal = { terminalId, name: name.value }
      await addTerminals(transaction, { storeId: store.storeId, terminals: [terminal] })
      return ok({
        text: `Terminal ${terminalId} (${store.name}, ${name.value}) added. Next: terminal code ${terminalId}`,
        json: { ...terminal, storeId: store.storeId },
      })
    })
  },
}

/** `cho-lon-1`, `cho-lon-2` ...: the first that is free. */
function nextTerminalId(storeId: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const id = `${storeId}-${number}`
    if (!taken.has(id)) return id
  }
}
