import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { findBrowser } from './find-browser.ts'
import { type ElectronRuntime, findElectron } from './find-electron.ts'
import { runCommand } from './run-command.ts'

export type TestMachine = {
  browser: { found: true; executable: string } | { found: false; reason: string }
  electron: ElectronRuntime
  /** Whether a window can be shown: a display, or Xvfb to make one. */
  hasDisplay: boolean
}

/** What Electron and a browser need on Debian and its relatives; installed only where they are missing, only as root. */
const debianLibraries = [
  'xvfb',
  'xauth',
  'strace',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxtst6',
  'libnotify4',
  'libsecret-1-0',
]

/** Finds, and where it can installs, what the tests need beyond npm: a browser, Electron, a display. */
export async function prepareTestMachine(): Promise<TestMachine> {
  if (process.platform === 'linux') await installLibraries()
  const browser = await findOrInstallBrowser()
  const hasDisplay =
    process.platform !== 'linux' || Boolean(process.env.DISPLAY) || existsSync('/usr/bin/xvfb-run')
  const electron: ElectronRuntime = hasDisplay
    ? await findElectron()
    : { found: false, reason: 'there is no display, and xvfb-run is not installed' }
  return { browser, electron, hasDisplay }
}

async function installLibraries(): Promise<void> {
  const status = await runCommand('dpkg', ['-s', ...debianLibraries], { quiet: true })
  if (status.exitCode !== 0) await aptInstall(debianLibraries)
}

async function findOrInstallBrowser(): Promise<TestMachine['browser']> {
  const installed = findBrowser()
  if (installed) return { found: true, executable: installed }
  if (process.platform === 'linux') await aptInstall(['chromium'])
  const fromPackages = findBrowser()
  if (fromPackages) return { found: true, executable: fromPackages }
  await runCommand(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    quiet: true,
  })
  const executable = chromium.executablePath()
  return existsSync(executable)
    ? { found: true, executable }
    : { found: false, reason: 'no Chromium is installed and none could be fetched' }
}

async function aptInstall(packages: string[]): Promise<void> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.log(`Installing ${packages.join(' ')} …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await runCommand('apt-get', ['update', '-qq'], { quiet: true, env })
  await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    quiet: true,
    env,
  })
}
