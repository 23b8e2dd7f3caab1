import { z } from 'zod'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import { canonicalJson } from '../../shared/lib/canonical-json.ts'
import { ok, refuse } from '../../shared/lib/result.ts'
import { newestProgram } from '../programs/newest-program.ts'
import { programDraft, publishProgram } from '../programs/publish-program.ts'
import type { CommandContext, OfficeCommand } from './command.ts'
import { readSmallFile } from './read-small-file.ts'

/** A program of 200 rules has about 30 KB. */
const programBytesMax = 1_048_576

export const programPublish: OfficeCommand = {
  name: 'program publish',
  usage: 'FILE',
  summary: 'gives a program document the next version, signs it and hands it to all terminals',
  wordCount: { min: 1, max: 1 },
  options: [],
  beginsData: true,
  run: async ({ office, words: [path = ''] }) => {
    const bytes = await readSmallFile(path, programBytesMax)
    if (!bytes.ok) return bytes
    const parsed = programDraft.safeParse(parseJson(bytes.value.toString('utf8').replace(/^\uFEFF/, '')))
    if (!parsed.success) {
      const issues = parsed.error.issues.map(
        ({ path, message }) => `  ${path.join('.') || 'the file'}: ${message}`,
      )
      return refuse(`${path} is no program document:\n${issues.join('\n')}`)
    }
    const newest = await newestProgram(office.database)
    if (newest && canonicalJson({ ...parsed.data, version: newest.version }) === canonicalJson(newest))
      return ok({
        text: `Nothing published: version ${newest.version} says the same already.`,
        json: { version: newest.version, published: false },
      })
    const fault = await cardFault(office, parsed.data)
    if (fault) return refuse(fault)
    const { document } = await publishProgram(office.database, office.sign, parsed.data)
    return ok({
      text: `Version ${document.version} published. It holds from ${document.validFrom} (${document.timeZone}).`,
      json: { version: document.version, published: true },
    })
  },
}

const cardRow = z.array(z.object({ count: z.int() })).min(1)

/** Versions cannot be taken back, and tills would refuse each card that begins with other digits. */
async function cardFault(
  { database }: CommandContext['office'],
  { cardPrefix }: Pick<ProgramDocument, 'cardPrefix'>,
): Promise<string | undefined> {
  const [row] = cardRow.parse(
    await database`select count(*)::integer as count from cards where not starts_with(card_number, ${cardPrefix})`,
  )
  const count = row?.count ?? 0
  return count === 0
    ? undefined
    : `${count} cards in members' hands do not begin with cardPrefix ${cardPrefix}; tills would refuse them.`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
