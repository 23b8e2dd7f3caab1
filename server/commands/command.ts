import type { Result } from '../../shared/lib/result.ts'
import type { HeadOffice } from '../sync/head-office.ts'

/** What a command may be given besides its words. */
export const commandOptionNames = ['id', 'store', 'role', 'name', 'url'] as const
export type CommandOptionName = (typeof commandOptionNames)[number]

/** What a command works with. Everything that it does, it does through the same functions as the server. */
export type CommandContext = {
  office: HeadOffice
  /** Where head office listens now; nothing when it does not run. */
  runningUrl: string | undefined
  /** Words after the command's own, such as a name or a file; their number is checked before. */
  words: readonly string[]
  options: Readonly<Partial<Record<CommandOptionName, string>>>
  /** A PIN: typed unseen on a terminal, or the first line of standard input. */
  readPin: () => Promise<string>
  onProgress: (text: string) => void
}

/** What a command says: lines for people, or the same as JSON. */
export type CommandAnswer = {
  text: string
  json: unknown
  /** 1 where something was done and something else could not be; 0 when left out. */
  exitCode?: 0 | 1
}

/** One command. A refusal is a whole sentence that says what to do. */
export type OfficeCommand = {
  /** Its first words, such as `store add`. */
  name: string
  /** What follows them, as the help shows it. */
  usage: string
  summary: string
  wordCount: { min: number; max: number }
  options: readonly CommandOptionName[]
  /** Whether it may be the first command of all, on a folder without data. */
  beginsData: boolean
  run: (context: CommandContext) => Promise<Result<CommandAnswer, string>>
}
