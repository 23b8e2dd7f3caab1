import { join } from 'node:path'
import electronLog from 'electron-log/main.js'
import type { Log } from './log.ts'

/** Two files of this size: weeks of a till's ordinary days. */
const logBytesMax = 2 * 1_048_576

/** Diagnostics into the data folder, where whoever is called finds them; the console too while developing. */
export function openLogFile(dataFolder: string): Log {
  const { file, console: terminal } = electronLog.transports
  file.resolvePathFn = () => join(dataFolder, 'logs', 'main.log')
  file.maxSize = logBytesMax
  file.format = '{y}-{m}-{d} {h}:{i}:{s}.{ms} {level} {text}'
  terminal.level = 'warn'
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (message: string, details: Record<string, unknown> = {}) =>
      electronLog[level](message, JSON.stringify(details))
  return { info: write('info'), warn: write('warn'), error: write('error') }
}
