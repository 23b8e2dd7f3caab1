import { TillDatabase } from './till-database.ts'

/** A backing store that does not open often does a moment later: one user in thousands, every other day. */
const triesMax = 3
const pauseMs = 300

/**
 * Opens the till's database. One that stays shut is deleted and begun again: its facts are in the journal and its rows at
 * head office, while a till that does not open sells nothing. Nothing is known of the connection yet: `starting`.
 */
export async function openTillDatabase(input: {
  log: (event: string, details: Record<string, unknown>) => void
  clock: () => number
  name?: string
}): Promise<TillDatabase> {
  const { log, clock } = input
  const db = new TillDatabase(input.name)
  for (let tries = 1; ; tries += 1) {
    try {
      await db.open()
      await db.meta.put({ key: 'link', state: 'starting', since: clock(), fault: null })
      return db
    } catch (error) {
      log('database.open-failed', { tries, error: String(error) })
      if (tries > triesMax) throw error
      db.close({ disableAutoOpen: false })
      if (tries === triesMax) await db.delete()
      else await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}
