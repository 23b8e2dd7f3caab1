import { z } from 'zod'
import { ok, refuse } from '../../shared/lib/result.ts'
import { listStaff } from '../api/list-staff.ts'
import { listStores } from '../api/list-stores.ts'
import { publishChanges } from '../db/feed.ts'
import { inTransaction } from '../db/transaction.ts'
import { addStaff } from '../staff/add-staff.ts'
import { freeId, idOfName, isId } from '../staff/new-id.ts'
import { hashPin } from '../staff/pin-hash.ts'
import type { OfficeCommand } from './command.ts'
import { idFault, parseName } from './store-add.ts'

/** The till's field takes twelve digits; fewer than four are tried out in a minute. */
const pinPattern = /^\d{4,12}$/

const staffRole = z.enum(['cashier', 'manager'])

export const staffAdd: OfficeCommand = {
  name: 'staff add',
  usage: '--store ID --role cashier|manager --name NAME [--id ID]',
  summary: 'adds a person; asks for the PIN, or reads it as a line of standard input',
  wordCount: { min: 0, max: 0 },
  options: ['store', 'role', 'name', 'id'],
  beginsData: false,
  run: async ({ office, options, readPin }) => {
    const name = parseName(options.name ?? '')
    if (!name.ok) return name
    const role = staffRole.safeParse(options.role)
    if (!role.success) return refuse('Give --role cashier or --role manager.')
    if (options.id !== undefined && !isId(options.id)) return refuse(idFault)
    const stores = await listStores(office.database)
    const store = stores.find(({ storeId }) => storeId === options.store)
    if (!store)
      return refuse(`There is no store ${options.store ?? ''}. See: store list; then give --store ID.`)
    const pin = await readPin()
    if (!pinPattern.test(pin)) return refuse('A PIN has 4 to 12 digits, and nothing else.')
    const pinHash = await hashPin(pin)
    return await inTransaction(office.database, async (transaction) => {
      const taken = new Set((await listStaff(transaction)).map(({ staffId }) => staffId))
      if (options.id !== undefined && taken.has(options.id))
        return refuse(`The id ${options.id} is somebody's already. See: staff list`)
      const staffId = options.id ?? freeId(idOfName(name.value) ?? 'staff', taken)
      const person = {
        staffId,
        storeId: store.storeId,
        name: name.value,
        role: role.data,
        status: 'active' as const,
      }
      await addStaff(transaction, [{ ...person, pinHash }])
      await publishChanges(transaction, [{ kind: 'staff', id: staffId }], null)
      return ok({ text: `${role.data} ${staffId} (${name.value}, ${store.name}) added.`, json: person })
    })
  },
}
