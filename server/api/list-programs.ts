import { z } from 'zod'
import { programDocument, programOn } from '../../shared/domain/program.ts'
import { businessDateAt } from '../../shared/lib/calendar.ts'
import { type Queryable, readRows } from '../db/database.ts'

const row = z.object({ document: programDocument, signature: z.string(), publishedAt: z.date() })

export type ProgramView = z.infer<typeof row> & {
  /** Whether this version decides today, in its own time zone. */
  holdsToday: boolean
}

/** All versions, newest first; `now` in ms since 1970. */
export async function listPrograms(queryable: Queryable, now: number): Promise<ProgramView[]> {
  const rows = await readRows(
    queryable`select document, signature, published_at from programs order by version desc`,
    row,
  )
  const documents = rows.map(({ document }) => document)
  const today = businessDateAt(now, documents[0]?.timeZone ?? 'UTC')
  const holding = programOn(documents, today)
  return rows.map((program) => ({ ...program, holdsToday: program.document === holding }))
}
