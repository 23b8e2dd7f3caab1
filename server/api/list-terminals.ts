import { z } from 'zod'
import { type Queryable, readRows } from '../db/database.ts'

export const terminalView = z.object({
  terminalId: z.string(),
  name: z.string(),
  storeId: z.string(),
  storeName: z.string(),
  lastExchangeAt: z.iso.datetime().nullable(),
  /** All enrolments, newest first; none before the first. */
  epochs: z.array(
    z.object({
      epoch: z.int(),
      status: z.enum(['active', 'closed', 'frozen']),
      settledSeq: z.int(),
      chainHash: z.string(),
    }),
  ),
})
export type TerminalView = z.infer<typeof terminalView>

const row = terminalView.extend({
  lastExchangeAt: z
    .date()
    .nullable()
    .transform((date) => date?.toISOString() ?? null),
})

export const listTerminals = (queryable: Queryable): Promise<TerminalView[]> =>
  readRows(
    queryable`
      select terminal_id, terminals.name, store_id, stores.name as store_name, last_exchange_at,
        coalesce((select jsonb_agg(jsonb_build_object('epoch', epoch, 'status', status, 'settledSeq', settled_seq,
            'chainHash', chain_hash) order by epoch desc)
          from epochs where epochs.terminal_id = terminals.terminal_id), '[]') as epochs
      from terminals join stores using (store_id) order by store_id, terminal_id`,
    row,
  )
