import type { Transaction } from '../db/database.ts'

export type NewStore = { storeId: string; name: string; terminals: { terminalId: string; name: string }[] }

/** Adds a store and its terminals, which then wait for their enrolment. */
export async function addStore(transaction: Transaction, store: NewStore): Promise<void> {
  await transaction`insert into stores (store_id, name) values (${store.storeId}, ${store.name})`
  await addTerminals(transaction, store)
}

/** Adds terminals to a store that is there. */
export async function addTerminals(
  transaction: Transaction,
  { storeId, terminals }: Pick<NewStore, 'storeId' | 'terminals'>,
): Promise<void> {
  await transaction`
    insert into terminals (terminal_id, store_id, name)
    select terminal_id, ${storeId}, name from unnest(
      ${terminals.map((terminal) => terminal.terminalId)}::text[],
      ${terminals.map((terminal) => terminal.name)}::text[]
    ) as added (terminal_id, name)`
}
