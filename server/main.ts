import pino from 'pino'
import { type CommandLine, helpText, parseCommandLine } from './commands/command-line.ts'
import { readPin } from './commands/read-pin.ts'
import { runOfficeCommand } from './commands/run-office-command.ts'
import { verify } from './commands/verify.ts'
import { createHeadOffice } from './create-head-office.ts'

const alreadyRunsExitCode = 3

// Answers and the line of readiness go to standard output, everything else to standard error.
const logger = pino({ level: process.env.LOG_LEVEL ?? 'warn' }, pino.destination(2))
const databaseUrl = process.env.DATABASE_URL || undefined

const asked = parseCommandLine(process.argv.slice(2))
try {
  if (asked.ok) await act(asked.value)
  else {
    console.error(`${asked.refusal} See: npm run head-office -- --help`)
    process.exitCode = 2
  }
} catch (error) {
  logger.fatal({ err: error })
  console.error(`Head office failed: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}

async function act(line: CommandLine): Promise<void> {
  const { dataFolder } = line
  switch (line.kind) {
    case 'help':
      console.log(helpText(line.topic))
      return
    case 'verify':
      process.exitCode = await verify({ dataFolder, databaseUrl }, logger)
      return
    case 'command': {
      const streams = { print: console.log, tell: console.error, readPin }
      const call = { ...line, databaseUrl }
      process.exitCode = await runOfficeCommand(line.command, call, { streams, logger })
      return
    }
    case 'serve':
      await serve(line)
  }
}

async function serve({
  dataFolder,
  readyJson,
  port,
  host,
  sample,
}: CommandLine & { kind: 'serve' }): Promise<void> {
  const isMachineRead = readyJson || process.send !== undefined
  const tell = (text: string) => (isMachineRead ? console.error(text) : console.log(text))
  const started = await createHeadOffice({
    dataFolder,
    databaseUrl,
    onProgress: tell,
    port,
    host,
    sample,
    logger,
    onLost: () => void end(1),
  })
  if ('alreadyRunsAt' in started) {
    tell(`Head office of ${dataFolder} already runs: ${started.alreadyRunsAt}`)
    if (isMachineRead) console.log(JSON.stringify({ ready: false, url: started.alreadyRunsAt }))
    process.exitCode = alreadyRunsExitCode
    return
  }
  let isEnding = false
  async function end(exitCode: number): Promise<void> {
    if (isEnding) return
    isEnding = true
    if (!('alreadyRunsAt' in started)) await started.close()
    process.exit(exitCode)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
  process.on('disconnect', () => void end(0))
  const ready = { ready: true, url: started.url, pid: process.pid }
  process.send?.(ready)
  if (isMachineRead) console.log(JSON.stringify(ready))
  else console.log(`Head office is open at ${started.url}/ (Ctrl-C ends it)`)
}
