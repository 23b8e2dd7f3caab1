import { z } from 'zod'
import { type Queryable, readRows } from '../db/database.ts'

export const storeView = z.object({
  storeId: z.string(),
  name: z.string(),
  terminalCount: z.int(),
  staffCount: z.int(),
})
export type StoreView = z.infer<typeof storeView>

export const listStores = (queryable: Queryable): Promise<StoreView[]> =>
  readRows(
    queryable`select store_id, name,
        (select count(*)::integer from terminals where terminals.store_id = stores.store_id) as terminal_count,
        (select count(*)::integer from staff
          where staff.store_id = stores.store_id and status = 'active') as staff_count
      from stores order by store_id`,
    storeView,
  )
