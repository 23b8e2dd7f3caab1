import { z } from 'zod'
import { type ProgramDocument, programDocument } from '../../shared/domain/program.ts'
import { type Queryable, readRow } from '../db/database.ts'

const row = z.object({ document: programDocument })

/** The highest-numbered version; nothing before the first is published. */
export const newestProgram = async (queryable: Queryable): Promise<ProgramDocument | undefined> =>
  (await readRow(queryable`select document from programs order by version desc limit 1`, row))?.document
