import type { BrowserWindow } from 'electron'
import type { Log } from './log.ts'

/** A page that crashes more often within a minute would crash for ever: the cashier is told instead. */
const revivalsMax = 3
const withinMs = 60_000

/** Loads the page again when its process has crashed: what was recorded is in the journal, so nothing is lost. */
export function revivePage(
  window: BrowserWindow,
  options: { log: Log; giveUp: (reason: string) => void },
): void {
  const crashes: number[] = []
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    options.log.error('The page crashed', { reason, exitCode })
    crashes.push(Date.now())
    if (crashes.filter((at) => Date.now() - at < withinMs).length > revivalsMax)
      options.giveUp(`The page keeps crashing (${reason}).`)
    else window.webContents.reload()
  })
  window.on('unresponsive', () => options.log.warn('The page does not respond'))
}
