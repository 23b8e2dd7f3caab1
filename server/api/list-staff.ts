import type { z } from 'zod'
import { staffRow } from '../../shared/domain/staff.ts'
import { type Queryable, readRows } from '../db/database.ts'

/** Without the PIN's hash, which only tills need. */
const staffView = staffRow.omit({ pinHash: true })
export type StaffListed = z.infer<typeof staffView>

export const listStaff = (queryable: Queryable): Promise<StaffListed[]> =>
  readRows(
    queryable`select staff_id, store_id, name, role, status from staff order by store_id, staff_id`,
    staffView,
  )
