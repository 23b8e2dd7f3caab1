import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot, runCommand } from './run-command.ts'

export type ElectronRuntime =
  | { found: true; folder: string; executable: string }
  | { found: false; reason: string }

/** Downloads are tried once, this long: a shop's line is slow, but `npm start` must open something. */
const downloadTimeoutMs = 180_000

/**
 * Where Electron's program is: the folder that `ELECTRON_OVERRIDE_DIST_PATH` names, or the one of the npm package,
 * which since version 42 downloads it on first use.
 */
export async function findElectron(): Promise<ElectronRuntime> {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (named) return runtimeIn(named) ?? { found: false, reason: `there is no Electron in ${named}` }
  const folder = join(repositoryRoot, 'node_modules/electron/dist')
  const present = runtimeIn(folder)
  if (present) return present
  console.error('Downloading Electron (once) …')
  const download = await runCommand(process.execPath, ['node_modules/electron/install.js'], {
    quiet: true,
    timeoutMs: downloadTimeoutMs,
  })
  const lastLine = download.output
    .trim()
    .split('\n')
    .find((line) => /error/i.test(line))
  return (
    runtimeIn(folder) ?? {
      found: false,
      reason: lastLine?.trim().slice(0, 160) ?? 'the download did not finish',
    }
  )
}

function runtimeIn(folder: string): ElectronRuntime | undefined {
  const pathFile = join(repositoryRoot, 'node_modules/electron/path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : executableName()
  const executable = join(folder, name)
  return existsSync(executable) ? { found: true, folder, executable } : undefined
}

function executableName(): string {
  if (process.platform === 'win32') return 'electron.exe'
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
}
