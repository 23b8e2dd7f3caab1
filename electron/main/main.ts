import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { app, type BrowserWindow, dialog, safeStorage, session } from 'electron'
import { pageAddress, parseCommandLine } from './command-line.ts'
import { lockDataFolder } from './data-folder-lock.ts'
import { serveBridge } from './ipc/serve-bridge.ts'
import { keyProtectionOf } from './keys/key-protection.ts'
import { openLogFile } from './open-log-file.ts'
import { declarePageScheme, openPageSession, refuseNavigation } from './page/page-session.ts'
import { revivePage } from './revive-page.ts'
import { openTerminal } from './terminal.ts'
import { openTillWindow } from './till-window.ts'

/** The terminal's main process, in the order in which things must happen. */

const commandLine = parseCommandLine(process.argv)
const dataFolder = resolve(commandLine.dataFolder ?? join(app.getPath('appData'), app.getName(), 'till'))
mkdirSync(join(dataFolder, 'browser'), { recursive: true, mode: 0o700 })

// Before the lock, which is taken on this folder: two terminals with two folders run side by side.
app.setPath('userData', dataFolder)
app.setPath('sessionData', join(dataFolder, 'browser'))
app.setAppLogsPath(join(dataFolder, 'logs'))

declarePageScheme()
refuseNavigation()

if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => stopWith(String(error)))
} else {
  app.exit(0)
}

async function start(): Promise<void> {
  const lock = lockDataFolder(dataFolder)
  if (!lock) return stopWith(`Another Pointkeeper is using ${dataFolder}.`)
  const log = openLogFile(dataFolder)
  process.on('uncaughtException', (error) => log.error('Uncaught', { error: String(error.stack ?? error) }))
  process.on('unhandledRejection', (error) => log.error('Unhandled', { error: String(error) }))
  log.info('Starting', { version: app.getVersion(), electron: process.versions.electron ?? '', dataFolder })
  await app.whenReady()

  // Head office is reached through a session of its own: no cookies, no cache, nothing shared with the page.
  const network = session.fromPartition('head-office', { cache: false })
  const opening = openTerminal({
    dataFolder,
    appVersion: app.getVersion(),
    keyProtection: keyProtectionOf(safeStorage, process.platform),
    fetch: (url, init) => network.fetch(url, init),
    now: Date.now,
    random: Math.random,
    log,
  })
  openPageSession(join(app.getAppPath(), 'dist/till'))
  serveBridge(opening, log)
  const window = openTillWindow({
    electronFolder: join(app.getAppPath(), 'dist/electron'),
    address: pageAddress(commandLine),
    isKiosk: commandLine.isKiosk,
    log,
  })
  focusOnSecondStart(window)
  revivePage(window, { log, giveUp: stopWith })
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => lock.release())
  const terminal = await opening
  app.on('before-quit', () => terminal.close())
}

/** Whoever starts the terminal again wants to see it. */
function focusOnSecondStart(window: BrowserWindow): void {
  app.on('second-instance', () => {
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.focus()
  })
}

/** The one place where a terminal that cannot go on ends: said on the screen, as a till has no console. */
function stopWith(reason: string): void {
  process.stderr.write(`Pointkeeper cannot go on: ${reason}\n`)
  dialog.showErrorBox('Pointkeeper', reason)
  app.exit(1)
}
