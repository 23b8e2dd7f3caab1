import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import type { Database, Transaction } from './database.ts'

/** Tries of one transaction: two that lock in the same order collide seldom, and never five times in a row. */
const triesMax = 5

/** The longest pause before a further try, in milliseconds; drawn at random below it. */
const pauseMaxMs = 40

/**
 * What passes when tried again: serialization failure, deadlock, and a unique key that another transaction has
 * committed meanwhile (the next try sees that row and decides otherwise).
 */
const passingCodes = ['40001', '40P01', '23505']

/** Runs `act` in one transaction; tries again, a bounded number of times, when another transaction got in its way. */
export async function inTransaction<Value>(
  database: Database,
  act: (transaction: Transaction) => Promise<Value>,
): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await database.begin(act)) as Value
    } catch (error) {
      const isPassing = error instanceof postgres.PostgresError && passingCodes.includes(error.code)
      if (!isPassing || tries >= triesMax) throw error
      await wait(Math.random() * pauseMaxMs * tries)
    }
  }
}

/** Reads everything in `read` from ONE snapshot. */
export async function inSnapshot<Value>(
  database: Database,
  read: (transaction: Transaction) => Promise<Value>,
): Promise<Value> {
  return (await database.begin('isolation level repeatable read read only', read)) as Value
}
