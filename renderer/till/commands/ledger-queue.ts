import type { TillDatabase } from '../db/till-database.ts'

/** The last command of each open database; the next one waits for it. */
const lastCommands = new WeakMap<TillDatabase, Promise<unknown>>()

/**
 * Runs commands that record facts one after the other, so that the check of a receipt number and the record that uses
 * it cannot interleave: two quick presses of Enter award once.
 */
export function inLedgerQueue<Value>(db: TillDatabase, run: () => Promise<Value>): Promise<Value> {
  const before = lastCommands.get(db) ?? Promise.resolve()
  const result = before.then(run, run)
  lastCommands.set(db, result)
  return result
}
