import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { createHeadOffice } from '../server/create-head-office.ts'
import { defaultDataFolder } from '../server/data-folder.ts'
import { sampleInfo } from '../server/sample/read-sample.ts'
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

const office = await createHeadOffice({
  dataFolder: join(options.data, 'head-office'),
  port: Number(options.port),
  sample: true,
  onProgress: (text) => console.log(text),
  onLost: () => void endAll(1),
})
const isOwn = !('alreadyRunsAt' in office)
const url = isOwn ? office.url : office.alreadyRunsAt
if (!url.startsWith('http')) {
  console.error(`A head-office command is using the data in ${url}. Start again when it has ended.`)
  process.exit(1)
}
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

/** The till's address with a one-time code in it; a till that is enrolled already does not use it. */
async function enrolmentUrl(): Promise<string> {
  const answer = await fetch(`${url}/v1/sample`)
  if (answer.ok) return sampleInfo.parse(await answer.json()).tillUrl
  return `${url}/till/`
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
