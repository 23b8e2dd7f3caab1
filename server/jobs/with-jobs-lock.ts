import { z } from 'zod'
import { type Database, readRow } from '../db/database.ts'

/** Any number that no other program on the same database uses: "pkjobs" as bytes. */
const jobsLock = 0x706b6a6f6273

const heldRow = z.object({ isHeld: z.boolean() })

/**
 * Calls `held` while no other process on the database does. The lock belongs to a connection, so that a killed process
 * leaves none behind. It spares work twice; that nothing is done twice is the row of the run (`lockRun`).
 */
export async function withJobsLock<Value>(
  database: Database,
  call: { held: () => Promise<Value>; taken: () => Value },
): Promise<Value> {
  const connection = await database.reserve()
  try {
    const row = await readRow(
      connection`select pg_try_advisory_lock(${jobsLock}::bigint) as is_held`,
      heldRow,
    )
    if (!row?.isHeld) return call.taken()
    try {
      return await call.held()
    } finally {
      await connection`select pg_advisory_unlock(${jobsLock}::bigint)`
    }
  } finally {
    connection.release()
  }
}
