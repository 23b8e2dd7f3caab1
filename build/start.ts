import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { defaultDataFolder } from '../server/data-folder.ts'
import { findBrowser } from './find-browser.ts'
import { findElectron } from './find-electron.ts'
import { isBuildStale } from './is-stale.ts'
import { repositoryRoot, runCommand } from './run-command.ts'

/** `npm start`: head office with a sample chain, and a till of it, open and enrolled. Ctrl-C ends both. */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: join(defaultDataFolder(), '..') },
    port: { type: 'string', default: '4180' },
    /** Opens the till in the browser even where Electron could be had. */
    browser: { type: 'boolean', default: false },
    /** Head office only: prints the till's address and opens nothing. */
    'no-till': { type: 'boolean', default: false },
  },
})

const readyLine = z.object({ ready: z.literal(true), url: z.string() })
const sampleInfo = z.object({ tillUrl: z.string() })
const alreadyRunsExitCode = 3
const children: ChildProcess[] = []

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void endAll(0))

if (isBuildStale()) {
  console.log('Building the till …')
  const build = await runCommand(process.execPath, ['build/build.ts'], { quiet: true })
  if (build.exitCode !== 0) {
    console.error(build.output)
    process.exit(1)
  }
}
const headOfficeUrl = await startHeadOffice()
const { tillUrl } = sampleInfo.parse(await (await fetch(`${headOfficeUrl}/v1/sample`)).json())
console.log(`\nHead office:     ${headOfficeUrl}/   (staff, PINs, cards to scan)`)
console.log(`Till in browser: ${headOfficeUrl}/till/`)
if (!options['no-till']) await openTill(tillUrl)

async function startHeadOffice(): Promise<string> {
  const commandArguments = ['server/main.ts', '--sample', '--ready-json', '--port', options.port]
  const child = spawn(process.execPath, [...commandArguments, '--data', join(options.data, 'head-office')], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Of its own group: a Ctrl-C reaches only this process, which then ends head office in good order.
    detached: process.platform !== 'win32',
  })
  children.push(child)
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const ready = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      const parsed = readyLine.safeParse(line.startsWith('{') ? JSON.parse(line) : undefined)
      if (parsed.success) return parsed.data.url
      console.log(line)
    }
    return undefined
  })()
  const url = await ready
  if (url !== undefined) {
    void exited.then((code) => endAll(code ?? 1))
    return url
  }
  const code = await exited
  process.exit(code === alreadyRunsExitCode ? 0 : (code ?? 1))
}

/** Electron where it and a display can be had, else the installed browser, else the address in words. */
async function openTill(url: string): Promise<void> {
  const hasDisplay =
    process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
  if (!hasDisplay) {
    console.log(`There is no display, so no window was opened. Open the till in a browser: ${url}`)
    return
  }
  if (!options.browser && (await openInElectron(url))) return
  openInBrowser(url)
}

async function openInElectron(url: string): Promise<boolean> {
  const electron = await findElectron()
  if (!electron.found) {
    console.log(`Electron cannot be had here (${electron.reason}), so the till opens in the browser.`)
    return false
  }
  const child = spawn(
    electron.executable,
    [...sandboxSwitches(), '.', `--data=${join(options.data, 'till')}`, `--enroll=${url}`],
    { cwd: repositoryRoot, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  children.push(child)
  const startedAt = Date.now()
  const code = await Promise.race([
    once(child, 'exit').then(([exitCode]) => exitCode as number | null),
    stillOpenAfter(8_000),
  ])
  if (code === 'open') {
    child.once('exit', () => void endAll(0))
    return true
  }
  if (code === 0) {
    console.log(
      Date.now() - startedAt < 3_000 ? 'A till of this folder is open already.' : 'The till was closed.',
    )
    await endAll(0)
    return true
  }
  console.log(`Electron ended at once (code ${code}), so the till opens in the browser.`)
  return false
}

const stillOpenAfter = (milliseconds: number): Promise<'open'> =>
  new Promise((resolve) => setTimeout(() => resolve('open'), milliseconds))

function openInBrowser(url: string): void {
  const browser = findBrowser()
  if (!browser) {
    console.log(`No browser of Chromium's family was found. Open the till in one: ${url}`)
    return
  }
  const profile = join(options.data, 'till-in-browser')
  const child = spawn(
    browser,
    [...sandboxSwitches(), `--user-data-dir=${profile}`, '--no-first-run', `--app=${url}`],
    {
      stdio: 'ignore',
    },
  )
  child.on('error', () => console.log(`The browser did not start. Open the till in one: ${url}`))
  children.push(child)
}

/** Chromium's own sandbox refuses to run as root, which is what containers are. */
function sandboxSwitches(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

async function endAll(exitCode: number): Promise<void> {
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null)
  await Promise.all(
    running.map(async (child) => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    }),
  )
  process.exit(exitCode)
}
