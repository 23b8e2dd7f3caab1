import { z } from 'zod'
import { programSigningText } from '../../shared/contract/exchange.ts'
import { programDocument, type SignedProgram } from '../../shared/domain/program.ts'
import { canonicalJson } from '../../shared/lib/canonical-json.ts'
import { type Database, readRow } from '../db/database.ts'
import { publishChanges } from '../db/feed.ts'
import { inTransaction } from '../db/transaction.ts'

/** A program as its author writes it: head office gives the version. */
export const programDraft = z.looseObject({}).transform((draft, context) => {
  const parsed = programDocument.safeParse({ ...draft, version: 1 })
  if (parsed.success && isTimeZone(parsed.data.timeZone) && isDay(parsed.data.validFrom)) return parsed.data
  if (parsed.success) {
    const path = isTimeZone(parsed.data.timeZone) ? ['validFrom'] : ['timeZone']
    context.addIssue({ code: 'custom', path, message: 'there is no such one' })
    return z.NEVER
  }
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message })
  return z.NEVER
})

/** Tills compute their business date in it: one that does not exist would stop each of them. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** The 31st of February has the form of a day and is none. */
const isDay = (date: string): boolean => new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ?? false

const newestRow = z.object({ version: z.int() })

/** Gives a document the next version, signs it, keeps it for ever and hands it to the terminals. */
export async function publishProgram(
  database: Database,
  sign: (text: string) => string,
  draft: z.output<typeof programDraft>,
): Promise<SignedProgram> {
  return await inTransaction(database, async (transaction) => {
    await transaction`lock table programs in exclusive mode`
    const newest = await readRow(
      transaction`select coalesce(max(version), 0) as version from programs`,
      newestRow,
    )
    const document = { ...draft, version: (newest?.version ?? 0) + 1 }
    const signature = sign(programSigningText(canonicalJson(document)))
    await transaction`insert into programs (version, document, signature)
      values (${document.version}, ${JSON.stringify(document)}::text::jsonb, ${signature})`
    await publishChanges(transaction, [{ kind: 'program', id: String(document.version) }], null)
    return { document, signature }
  })
}
