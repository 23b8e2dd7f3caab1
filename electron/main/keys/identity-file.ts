import { join } from 'node:path'
import { type TerminalIdentity, terminalIdentity } from '../../../shared/contract/enrolment.ts'
import { readIfThere } from './read-if-there.ts'
import { writeAtomically } from './write-atomically.ts'

const identityPath = (dataFolder: string): string => join(dataFolder, 'terminal-identity.json')

/**
 * Null before enrolment. Throws when the file is there and cannot be read: an enrolled terminal must not take itself
 * for a new one.
 */
export async function loadIdentity(dataFolder: string): Promise<TerminalIdentity | null> {
  const text = await readIfThere(identityPath(dataFolder))
  return text === undefined ? null : terminalIdentity.parse(JSON.parse(text))
}

export const saveIdentity = (dataFolder: string, identity: TerminalIdentity): Promise<void> =>
  writeAtomically(identityPath(dataFolder), `${JSON.stringify(identity, null, 2)}\n`)
