import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createHeadOffice } from '../server/create-head-office.ts'
import { defaultDataFolder } from '../server/data-folder.ts'
import { isBuildStale } from './is-stale.ts'
import { openTill } from './open-till.ts'
import { runCommand } from './run-command.ts'

/** `npm start`: head office with a sample chain, and a till of it, open and enrolled. Ctrl-C ends both. */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: dirname(defaultDataFolder()) },
    port: { type: 'string', default: '4180' },
    /** Opens the till in the browser even where Electron could be had. */
    browser: { type: 'boolean', default: false },
  },
})

if (isBuildStale()) {
  console.log('Building the till …')
  const build = await runCommand(process.execPath, ['build/build.ts'], { quiet: true })
  if (build.exitCode !== 0) {
    console.error(build.output)
    process.exit(1)
  }
}

const headOfficeFolder = join(options.data, 'head-office')
const office = await createHeadOffice({
  dataFolder: headOfficeFolder,
  port: Number(options.port),
  sample: true,
  onProgress: (text) => console.log(text),
  onLost: () => void endAll(1),
})
const isOwn = !('alreadyRunsAt' in office)
const url = isOwn ? office.url : office.alreadyRunsAt
let till: ChildProcess | undefined
let isEnding = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void endAll(0))

console.log(`\nHead office${isOwn ? '' : ' (running already)'}: ${url}/   staff with PINs, cards to scan`)
console.log(`Till in a browser: ${url}/till/`)
const opened = await openTill({
  url: await enrolmentUrl(),
  dataFolder: options.data,
  inBrowser: options.browser,
})
if (opened.opened) {
  till = opened.process
  console.log('The till is open. Ctrl-C ends everything.')
  if (opened.endsAll) till.once('exit', () => void endAll(0))
} else {
  console.log(opened.sentence)
  if (!isOwn) await endAll(0)
}

/** The till's address with a fresh one-time code in it; a till that is enrolled already does not use it. */
async function enrolmentUrl(): Promise<string> {
  const secrets = z.object({ apiToken: z.string() })
  const { apiToken } = secrets.parse(
    JSON.parse(readFileSync(join(headOfficeFolder, 'head-office.json'), 'utf8')),
  )
  const ask = async <Shape extends z.ZodType>(method: string, path: string, shape: Shape) => {
    const answer = await fetch(url + path, { method, headers: { authorization: `Bearer ${apiToken}` } })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    return shape.parse(await answer.json())
  }
  const terminals = await ask('GET', '/v1/terminals', z.array(z.object({ terminalId: z.string() })))
  const first = terminals[0]?.terminalId ?? ''
  const { code } = await ask('POST', `/v1/terminals/${first}/enrolment-codes`, z.object({ code: z.string() }))
  return `${url}/till/#enroll=${code.replace(/\D/g, '')}`
}

async function endAll(exitCode: number): Promise<void> {
  if (isEnding) return
  isEnding = true
  if (till && till.exitCode === null && till.signalCode === null) {
    const ended = once(till, 'exit')
    till.kill('SIGTERM')
    await ended
  }
  if (!('alreadyRunsAt' in office)) await office.close()
  process.exit(exitCode)
}
