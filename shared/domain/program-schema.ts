import { z } from 'zod'
import { programDocument } from './program.ts'

/** The JSON Schema (2020-12) of the program document: what an editor completes and checks while a person writes one. */
export const programJsonSchema = (): Record<string, unknown> => ({
  title: 'Pointkeeper program document',
  ...z.toJSONSchema(programDocument),
})
