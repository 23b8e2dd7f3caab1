import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { sha256Hex } from '../../shared/lib/hash.ts'
import { type Database, readRows, type Transaction } from './database.ts'
import { inTransaction } from './transaction.ts'

const migrationsFolder = join(import.meta.dirname, 'migrations')

/** Any number that no other program on the same database uses: "pointkpr" as bytes, shortened to 6. */
const migrationLock = 0x706f696e746b

const appliedRow = z.object({ name: z.string(), sha256: z.string() })

/**
 * Brings the database to the newest form: each numbered file once, in order, forward only. The advisory lock lets one
 * of several server processes do it while the others wait. All in one transaction.
 */
export async function migrate(database: Database): Promise<string[]> {
  const names = (await readdir(migrationsFolder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort()
  return await inTransaction(database, async (transaction) => {
    await requireVersion(transaction)
    await transaction`select pg_advisory_xact_lock(${migrationLock}::bigint)`
    await transaction`create table if not exists migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`
    const applied = await readRows(transaction`select name, sha256 from migrations`, appliedRow)
    const known = new Map(applied.map((row) => [row.name, row.sha256]))
    for (const name of known.keys())
      if (!names.includes(name)) throw new Error(`This data is of a newer version, which has ${name}.`)
    const fresh: string[] = []
    for (const name of names) {
      const text = await readFile(join(migrationsFolder, name), 'utf8')
      const hash = sha256Hex(text.replaceAll('\r\n', '\n'))
      if (known.get(name) === hash) continue
      if (known.has(name)) throw new Error(`This data was made by another ${name} than this version has.`)
      await transaction.unsafe(text)
      await transaction`insert into migrations (name, sha256) values (${name}, ${hash})`
      fresh.push(name)
    }
    return fresh
  })
}

/** The oldest PostgreSQL that head office is made for. */
const oldestVersion = 15

const versionRow = z.object({ major: z.int() })

async function requireVersion(transaction: Transaction): Promise<void> {
  const [row] = await readRows(
    transaction`select current_setting('server_version_num')::integer / 10000 as major`,
    versionRow,
  )
  if ((row?.major ?? 0) < oldestVersion)
    throw new Error(`PostgreSQL ${oldestVersion} or newer is needed; this is ${row?.major}.`)
}
