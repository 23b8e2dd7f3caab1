import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where head office keeps its data when nobody says otherwise: the platform's application-data folder. */
export function defaultDataFolder(): string {
  return join(applicationDataFolder(), 'Pointkeeper', 'head-office')
}

function applicationDataFolder(): string {
  switch (process.platform) {
    case 'win32':
      return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local')
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support')
    default:
      return process.env.XDG_DATA_HOME || join(homedir(), '.local', 'share')
  }
}
