import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { assert } from '../../shared/lib/assert.ts'
import { type Database, readRows } from './database.ts'
import { inTransaction } from './transaction.ts'

const migrationsFolder = join(import.meta.dirname, 'migrations')

/** Any number that no other program on the same database uses: "pointkpr" as bytes, shortened to 6. */
const migrationLock = 0x706f696e746b

const appliedRow = z.object({ name: z.string() })

/**
 * Brings the database to the newest form: each numbered file once, in order, forward only. The advisory lock lets one
 * of several server processes do it while the others wait. Each file is one transaction.
 */
export async function migrate(database: Database): Promise<string[]> {
  const names = (await readdir(migrationsFolder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort()
  return await inTransaction(database, async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${migrationLock}::bigint)`
    await transaction`create table if not exists migrations (
      name text primary key, applied_at timestamptz not null default now())`
    const applied = await readRows(transaction`select name from migrations`, appliedRow)
    const known = new Set(applied.map((row) => row.name))
    for (const name of known)
      assert(
        names.includes(name),
        `migration ${name} is of this version: the data is newer than the programme`,
      )
    const fresh = names.filter((name) => !known.has(name))
    for (const name of fresh) {
      await transaction.unsafe(await readFile(join(migrationsFolder, name), 'utf8'))
      await transaction`insert into migrations (name) values (${name})`
    }
    return fresh
  })
}
