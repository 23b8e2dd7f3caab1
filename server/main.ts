import { parseArgs } from 'node:util'
import pino from 'pino'
import { verify } from './commands/verify.ts'
import { createHeadOffice } from './create-head-office.ts'
import { defaultDataFolder } from './data-folder.ts'

const usage = `Head office of Pointkeeper.

  npm run head-office -- [--data DIR] [--port N] [--host H] [--sample]   serves terminals until Ctrl-C
  npm run head-office -- verify [--data DIR]                             computes everything again and compares

  --data DIR     where the data is (${defaultDataFolder()})
  --port N       4180
  --host H       127.0.0.1; 0.0.0.0 for the whole network, behind a proxy that speaks TLS
  --sample       fills an empty database with a sample chain
  --ready-json   prints one line of JSON when ready
  DATABASE_URL   any PostgreSQL >= 15 instead of the embedded one`

const alreadyRunsExitCode = 3

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: defaultDataFolder() },
    port: { type: 'string', default: '4180' },
    host: { type: 'string', default: '127.0.0.1' },
    sample: { type: 'boolean', default: false },
    'ready-json': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

// Answers and the line of readiness go to standard output, everything else to standard error.
const logger = pino({ level: process.env.LOG_LEVEL ?? 'warn' }, pino.destination(2))
const isMachineRead = values['ready-json'] || process.send !== undefined
const tell = (text: string) => (isMachineRead ? console.error(text) : console.log(text))
const common = { dataFolder: values.data, databaseUrl: process.env.DATABASE_URL, onProgress: tell }

try {
  if (values.help) console.log(usage)
  else if (positionals[0] === 'verify') process.exitCode = await verify(common, logger)
  else if (positionals.length === 0) await serve()
  else {
    console.error(usage)
    process.exitCode = 2
  }
} catch (error) {
  logger.fatal({ err: error })
  console.error(`Head office did not start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}

async function serve(): Promise<void> {
  const started = await createHeadOffice({
    ...common,
    port: Number(values.port),
    host: values.host,
    sample: values.sample,
    logger,
    onLost: () => void end(1),
  })
  if ('alreadyRunsAt' in started) {
    tell(`Head office of ${values.data} already runs: ${started.alreadyRunsAt}`)
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
