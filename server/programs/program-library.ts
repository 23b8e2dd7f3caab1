import { z } from 'zod'
import { type ProgramDocument, programDocument } from '../../shared/domain/program.ts'
import { type Queryable, readRows } from '../db/database.ts'

const row = z.object({ document: programDocument })

/** Hands out program versions. They are immutable, so that a version once read is never read again. */
export type ProgramLibrary = {
  /** The asked versions that exist. */
  load: (queryable: Queryable, versions: Iterable<number>) => Promise<ReadonlyMap<number, ProgramDocument>>
}

export function createProgramLibrary(): ProgramLibrary {
  const known = new Map<number, ProgramDocument>()
  return {
    load: async (queryable, versions) => {
      const missing = [...new Set(versions)].filter((version) => version < 2 ** 31 && !known.has(version))
      if (missing.length > 0) {
        const rows = await readRows(
          queryable`select document from programs where version = any(${missing}::integer[])`,
          row,
        )
        for (const { document } of rows) known.set(document.version, document)
      }
      return known
    },
  }
}
