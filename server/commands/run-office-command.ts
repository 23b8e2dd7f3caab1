import type { FastifyBaseLogger } from 'fastify'
import type { CommandOptionName, OfficeCommand } from './command.ts'
import { openOffice } from './open-office.ts'

/** How a command was called. */
export type CommandCall = {
  dataFolder: string
  databaseUrl: string | undefined
  words: readonly string[]
  options: Partial<Record<CommandOptionName, string>>
  asJson: boolean
}

/** Where a command speaks: answers on `print`, everything else on `tell`. */
export type CommandStreams = {
  print: (text: string) => void
  tell: (text: string) => void
  readPin: () => Promise<string>
}

/** Runs one command; the exit code is 0 when it is done, 1 when it is refused, 2 when it was called wrongly. */
export async function runOfficeCommand(
  command: OfficeCommand,
  call: CommandCall,
  { streams, logger }: { streams: CommandStreams; logger: FastifyBaseLogger },
): Promise<number> {
  const refused = (sentence: string, exitCode: number): number => {
    if (call.asJson) streams.print(JSON.stringify({ refused: sentence }))
    streams.tell(sentence)
    return exitCode
  }
  const fault = callFault(command, call)
  if (fault) return refused(fault, 2)
  const { dataFolder, databaseUrl, words, options } = call
  const { beginsData } = command
  const opened = await openOffice({ dataFolder, databaseUrl, beginsData, onProgress: streams.tell }, logger)
  if (!opened.ok) return refused(opened.refusal, 1)
  const { office, runningUrl, close } = opened.value
  try {
    const { readPin, tell } = streams
    const answer = await command.run({ office, runningUrl, words, options, readPin, onProgress: tell })
    if (!answer.ok) return refused(answer.refusal, 1)
    const { text, json, exitCode = 0 } = answer.value
    streams.print(call.asJson ? JSON.stringify(json, null, 2) : text)
    return exitCode
  } finally {
    await close()
  }
}

function callFault(
  { name, usage, wordCount, options }: OfficeCommand,
  call: CommandCall,
): string | undefined {
  const foreign = Object.keys(call.options).find((given) => !options.some((option) => option === given))
  const isComplete = call.words.length >= wordCount.min && call.words.length <= wordCount.max
  if (foreign === undefined && isComplete) return undefined
  const what = foreign === undefined ? '' : `"${name}" has no option --${foreign}. `
  return `${what}Usage: npm run head-office -- ${name} ${usage}`.trimEnd()
}
