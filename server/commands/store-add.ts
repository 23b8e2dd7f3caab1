import { nameCharactersMax } from '../../shared/domain/limits.ts'
import { ok, type Result, refuse } from '../../shared/lib/result.ts'
import { listStores } from '../api/list-stores.ts'
import { inTransaction } from '../db/transaction.ts'
import { addStore } from '../staff/add-store.ts'
import { freeId, idOfName, isId } from '../staff/new-id.ts'
import type { OfficeCommand } from './command.ts'

export const storeAdd: OfficeCommand = {
  name: 'store add',
  usage: 'NAME [--id ID]',
  summary: 'adds a store; its id is made of the name where none is given',
  wordCount: { min: 1, max: 1 },
  options: ['id'],
  beginsData: true,
  run: async ({ office, words: [given = ''], options }) => {
    const name = parseName(given)
    if (!name.ok) return name
    if (options.id !== undefined && !isId(options.id)) return refuse(idFault)
    return await inTransaction(office.database, async (transaction) => {
      const stores = await listStores(transaction)
      const same = stores.find((store) => store.name === name.value)
      if (same && options.id === undefined)
        return refuse(
          `A store named ${name.value} is there already: ${same.storeId}. Give --id for a second one of that name.`,
        )
      const taken = new Set(stores.map((store) => store.storeId))
      if (options.id !== undefined && taken.has(options.id))
        return refuse(`The store ${options.id} is there already.`)
      const storeId = options.id ?? freeId(idOfName(name.value) ?? 'store', taken)
      const store = { storeId, name: name.value }
      await addStore(transaction, { ...store, terminals: [] })
      return ok({
        text: `Store ${storeId} (${name.value}) added. Next: terminal add --store ${storeId} NAME`,
        json: store,
      })
    })
  },
}

export const idFault =
  'An id has small letters a-z, digits and dashes, begins with a letter or digit, and has at most 40 characters.'

/** A name of a store, a terminal or a person as it will be shown. */
export function parseName(text: string): Result<string, string> {
  const name = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const isShowable = name !== '' && name.length <= nameCharactersMax && !/\p{Cc}/u.test(name)
  return isShowable && name.isWellFormed()
    ? ok(name)
    : refuse(
        `A name has 1 to ${nameCharactersMax} characters; this one has ${name.length} or cannot be shown.`,
      )
}
