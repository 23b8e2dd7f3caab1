import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { findBrowser } from './find-browser.ts'
import { findElectron } from './find-electron.ts'
import { repositoryRoot } from './run-command.ts'

/** A window that closes within this time did not come up. */
const startupMs = 8_000

export type OpenedTill =
  | { opened: true; process: ChildProcess; endsAll: boolean }
  /** Nothing was opened; the sentence says why and what to do. */
  | { opened: false; sentence: string }

/** Electron where it and a display can be had, else the installed browser, else the address in words. */
export async function openTill(options: {
  url: string
  dataFolder: string
  inBrowser: boolean
}): Promise<OpenedTill> {
  const hasDisplay =
    process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
  if (!hasDisplay)
    return {
      opened: false,
      sentence: `There is no display, so no window was opened. Open the till in a browser: ${options.url}`,
    }
  const inElectron = options.inBrowser ? undefined : await openInElectron(options)
  return inElectron ?? openInBrowser(options)
}

async function openInElectron(options: { url: string; dataFolder: string }): Promise<OpenedTill | undefined> {
  const electron = await findElectron()
  if (!electron.found) {
    console.log(`Electron cannot be had here (${electron.reason}), so the till opens in the browser.`)
    return undefined
  }
  const child = spawn(
    electron.executable,
    [...sandboxSwitches(), '.', `--data=${join(options.dataFolder, 'till')}`, `--enroll=${options.url}`],
    { cwd: repositoryRoot, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const complaints: string[] = []
  child.stderr?.on('data', (chunk) => complaints.push(String(chunk)))
  const code = await Promise.race([exitCodeOf(child), stillOpenAfter(startupMs)])
  if (code === 'open') return { opened: true, process: child, endsAll: true }
  if (code === 0)
    return { opened: false, sentence: 'The till of this data folder is open already, or was closed.' }
  const complaint = complaints.join('').trim().split('\n').at(-1)?.slice(0, 160) ?? ''
  console.log(`Electron ended at once (code ${code}; ${complaint}), so the till opens in the browser.`)
  return undefined
}

const exitCodeOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', (code) => resolve(code))
  })

const stillOpenAfter = (milliseconds: number): Promise<'open'> =>
  new Promise((resolve) => setTimeout(() => resolve('open'), milliseconds))

async function openInBrowser(options: { url: string; dataFolder: string }): Promise<OpenedTill> {
  const browser = findBrowser()
  if (!browser)
    return {
      opened: false,
      sentence: `No browser of Chromium's family was found. Open the till in one: ${options.url}`,
    }
  const profile = `--user-data-dir=${join(options.dataFolder, 'till-in-browser')}`
  const child = spawn(browser, [...sandboxSwitches(), profile, '--no-first-run', `--app=${options.url}`], {
    stdio: 'ignore',
  })
  const [event] = await Promise.race([
    once(child, 'spawn').then(() => ['spawn']),
    once(child, 'error').then(() => ['error']),
  ])
  return event === 'spawn'
    ? { opened: true, process: child, endsAll: false }
    : { opened: false, sentence: `The browser did not start. Open the till in one: ${options.url}` }
}

/** Chromium's own sandbox refuses to run as root, which is what containers are. */
const sandboxSwitches = (): string[] =>
  process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
