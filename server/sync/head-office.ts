import type { Database } from '../db/database.ts'
import type { ProgramLibrary } from '../programs/program-library.ts'

/** What every act of head office works with. */
export type HeadOffice = {
  database: Database
  /** The life of this data; it changes when a backup is restored. */
  generation: string
  /** Raw Ed25519 key, base64, and what signs with its other half. */
  publicKey: string
  sign: (text: string) => string
  library: ProgramLibrary
  /** ms since 1970. */
  clock: () => number
}
