import postgres from 'postgres'
import type { z } from 'zod'
import { toSafeInteger } from '../../shared/lib/integer.ts'

export type Database = postgres.Sql<Record<string, never>>
export type Transaction = postgres.TransactionSql<Record<string, never>>
/** What a query may run on: the pool, or one transaction. */
export type Queryable = Database | Transaction

/** Connections of one server process: a transaction holds one for some milliseconds, and PostgreSQL allows 100. */
const connectionCountMax = 16

/** A query that takes longer than this is a fault; it must not hold its locks for ever. */
const statementTimeoutMs = 30_000

/** Pause before connecting again: the driver's own grows to 20 s, and terminals would wait for it. */
export const reconnectSeconds = (attempt: number): number => Math.min(1, 0.05 * 2 ** attempt)

/**
 * Opens a pool. `int8` comes back as a number and throws beyond 2^53: a wrong balance is worse than none. Columns are
 * camelCase in results. Nothing is connected before the first query.
 */
export function openDatabase(
  url: string,
  onNotice: (text: string) => void,
  connectionCount = connectionCountMax,
): Database {
  return postgres(url, {
    max: connectionCount,
    connect_timeout: 10,
    backoff: reconnectSeconds,
    onnotice: (notice) => onNotice(notice.message ?? ''),
    connection: {
      application_name: 'pointkeeper',
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: statementTimeoutMs,
      timezone: 'UTC',
    },
    transform: { column: { from: postgres.toCamel }, undefined: null },
    types: {
      bigint: {
        to: 20,
        from: [20],
        serialize: (value: number | bigint) => String(value),
        parse: (text: string) => toSafeInteger(BigInt(text)),
      },
    },
  }) as unknown as Database
}

/** The rows of a query, each parsed through one schema: what comes from a database comes from outside. */
export async function readRows<Schema extends z.ZodType>(
  query: PromiseLike<readonly unknown[]>,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const rows = await query
  return rows.map((row) => schema.parse(row))
}

/** The first row, or nothing. */
export async function readRow<Schema extends z.ZodType>(
  query: PromiseLike<readonly unknown[]>,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const rows = await query
  return rows.length === 0 ? undefined : schema.parse(rows[0])
}
