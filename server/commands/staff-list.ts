import { ok } from '../../shared/lib/result.ts'
import { listStaff } from '../api/list-staff.ts'
import type { OfficeCommand } from './command.ts'
import { formatTable } from './format-table.ts'

export const staffList: OfficeCommand = {
  name: 'staff list',
  usage: '',
  summary: 'all staff',
  wordCount: { min: 0, max: 0 },
  options: [],
  beginsData: false,
  run: async ({ office }) => {
    const staff = await listStaff(office.database)
    const rows = staff.map(({ staffId, storeId, role, status, name }) => [
      staffId,
      storeId,
      role,
      status,
      name,
    ])
    return ok({ text: formatTable(['STAFF', 'STORE', 'ROLE', 'STATE', 'NAME'], rows), json: staff })
  },
}
