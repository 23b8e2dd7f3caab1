import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { _electron, chromium, type Page } from '@playwright/test'

const root = new URL('../../..', import.meta.url).pathname

export type TillKind = 'electron' | 'chromium'

/** A till that can be opened, killed without warning, and opened again on the same data. */
export type TillProcess = {
  open(enrolmentUrl?: string): Promise<Page>
  /** SIGKILL to every process of it. */
  kill(): Promise<void>
  close(): Promise<void>
}

export type TillOptions = { dataFolder: string; headOfficeUrl: string; switches?: string[] }

export const tillProcess = (kind: TillKind, options: TillOptions): TillProcess =>
  kind === 'electron' ? electronTill(options) : chromiumTill(options)

/** The packaged application, as a shop would start it. */
function electronTill(options: TillOptions): TillProcess {
  const executablePath = `${root}release/tests/linux-unpacked/pointkeeper`
  let running: Awaited<ReturnType<typeof _electron.launch>> | undefined
  return {
    async open(enrolmentUrl) {
      if (!existsSync(executablePath))
        throw new Error(`${executablePath} is missing: npm run package -- --for-tests`)
      running = await _electron.launch({
        executablePath,
        args: [
          ...sandboxSwitches(),
          ...(options.switches ?? []),
          `--data=${options.dataFolder}`,
          ...(enrolmentUrl ? [`--enroll=${enrolmentUrl}`] : []),
        ],
      })
      return running.firstWindow()
    },
    async kill() {
      const child = running?.process()
      running = undefined
      if (child) await killGroup(child)
    },
    async close() {
      await running?.close()
      running = undefined
    },
  }
}

/** The same till in a browser, as on a machine without Electron. */
function chromiumTill(options: TillOptions): TillProcess {
  let child: ChildProcess | undefined
  return {
    async open(enrolmentUrl) {
      const executable = process.env.POINTKEEPER_BROWSER
      if (!executable) throw new Error('POINTKEEPER_BROWSER names no browser: use `npm run e2e`')
      child = spawn(
        executable,
        [
          ...browserSwitches(),
          ...(options.switches ?? []),
          `--user-data-dir=${options.dataFolder}`,
          'about:blank',
        ],
        { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
      )
      const browser = await chromium.connectOverCDP(await devToolsAddress(child))
      const context = browser.contexts()[0]
      const page = context?.pages()[0] ?? (await context?.newPage())
      if (!page) throw new Error('the browser opened no page')
      await page.setViewportSize({ width: 1024, height: 768 })
      await page.goto(enrolmentUrl ?? `${options.headOfficeUrl}/till/`)
      return page
    },
    async kill() {
      if (child) await killGroup(child)
      child = undefined
    },
    async close() {
      if (child) await killGroup(child)
      child = undefined
    },
  }
}

async function devToolsAddress(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('the browser has no stderr')
  for await (const line of createInterface({ input: child.stderr })) {
    const address = /DevTools listening on (ws:\/\/\S+)/.exec(line)?.[1]
    if (address) {
      child.stderr.resume()
      return address
    }
  }
  throw new Error('the browser ended before it listened')
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
  await ended
}

/** Chromium's own sandbox refuses to run as root, which is what containers are. */
const sandboxSwitches = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : [])

const browserSwitches = (): string[] => [
  ...sandboxSwitches(),
  '--headless=new',
  '--remote-debugging-port=0',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--window-size=1024,768',
]
