import { parseArgs } from 'node:util'
import { ok, type Result, refuse } from '../../shared/lib/result.ts'
import { defaultDataFolder } from '../data-folder.ts'
import { type CommandOptionName, commandOptionNames, type OfficeCommand } from './command.ts'
import { officeCommands } from './office-commands.ts'

const serverOptions = {
  port: { type: 'string' },
  host: { type: 'string' },
  sample: { type: 'boolean' },
  'ready-json': { type: 'boolean' },
} as const

const commonOptions = {
  data: { type: 'string', default: defaultDataFolder() },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const text = { type: 'string' } as const
const commandOptions = { id: text, store: text, role: text, name: text, url: text } as const satisfies Record<
  CommandOptionName,
  typeof text
>

export type CommandLine = {
  dataFolder: string
  asJson: boolean
  readyJson: boolean
} & (
  | { kind: 'help'; topic: OfficeCommand | undefined }
  | { kind: 'verify' }
  | { kind: 'serve'; port: number; host: string; sample: boolean }
  | {
      kind: 'command'
      command: OfficeCommand
      words: string[]
      options: Partial<Record<CommandOptionName, string>>
    }
)

/** What the command line asks for, or a sentence that says what is wrong with it. */
export function parseCommandLine(given: readonly string[]): Result<CommandLine, string> {
  const read = readArguments(given)
  if (!read.ok) return read
  const { values, positionals } = read.value
  const common = {
    dataFolder: values.data,
    asJson: values.json,
    readyJson: values['ready-json'] ?? false,
  }
  const command = officeCommands.find(({ name }) => positionals.slice(0, 2).join(' ') === name)
  if (values.help) return ok({ ...common, kind: 'help', topic: command })
  const foreign = command ? Object.keys(serverOptions) : commandOptionNames
  const wrong = foreign.find((name) => Object.hasOwn(values, name))
  if (wrong) return refuse(`--${wrong} has no meaning here.`)
  if (command) {
    const options: Partial<Record<CommandOptionName, string>> = {}
    for (const name of commandOptionNames) if (values[name] !== undefined) options[name] = values[name]
    return ok({ ...common, kind: 'command', command, words: positionals.slice(2), options })
  }
  const { port, host, sample } = values
  return withoutCommand(positionals, { ...common, port, host, sample })
}

function withoutCommand(
  words: readonly string[],
  given: Pick<CommandLine, 'dataFolder' | 'asJson' | 'readyJson'> & {
    port: string | undefined
    host: string | undefined
    sample: boolean | undefined
  },
): Result<CommandLine, string> {
  const { port: portText = '4180', host = '127.0.0.1', sample = false, ...common } = given
  if (words.length === 1 && words[0] === 'verify') return ok({ ...common, kind: 'verify' })
  if (words.length > 0) return refuse(`There is no command "${words.join(' ')}".`)
  const port = Number(portText)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return refuse('--port is a number up to 65535.')
  return ok({ ...common, kind: 'serve', port, host, sample })
}

const readArguments = (given: readonly string[]) => {
  try {
    const options = { ...serverOptions, ...commonOptions, ...commandOptions }
    return ok(parseArgs({ args: [...given], allowPositionals: true, options }))
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

/** The help of all, or of one command. */
export function helpText(topic?: OfficeCommand): string {
  if (topic) return `npm run head-office -- ${topic.name} ${topic.usage}\n\n  ${topic.summary}`
  const commands = officeCommands.map(
    ({ name, usage, summary }) => `  ${`${name} ${usage}`.trimEnd()}\n      ${summary}`,
  )
  return `Head office of Pointkeeper.

  npm run head-office -- [--port N] [--host H] [--sample]   serves terminals until Ctrl-C
  npm run head-office -- COMMAND                            does one thing, whether head office runs or not

Commands:
${commands.join('\n')}
  verify
      computes every balance, standing and hash chain again and compares

For all:
  --data DIR     where the data is (${defaultDataFolder()})
  --json         a command's answer as JSON
  DATABASE_URL   any PostgreSQL >= 15 instead of the embedded one

For serving:
  --port N       4180
  --host H       127.0.0.1; 0.0.0.0 for the whole network, behind a proxy that speaks TLS
  --sample       fills an empty database with a sample chain
  --ready-json   prints one line of JSON when ready`
}
