import type { StaffRow } from '../../../shared/domain/staff.ts'
import type { QueryEnv } from './load-program.ts'

/** Who may sign in; the PIN's hash stays in the database. */
export type StaffView = Pick<StaffRow, 'staffId' | 'storeId' | 'name' | 'role'>

export const staffViewOf = ({ staffId, storeId, name, role }: StaffRow): StaffView => ({
  staffId,
  storeId,
  name,
  role,
})

/** The active staff of this terminal's store, by name. */
export async function loadStaff(env: Pick<QueryEnv, 'db'>): Promise<StaffView[]> {
  const storeId = (await env.db.terminalMeta())?.identity.storeId
  const rows = await env.db.staff.toArray()
  return rows
    .filter((row) => row.status === 'active' && row.storeId === storeId)
    .map(staffViewOf)
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
}
