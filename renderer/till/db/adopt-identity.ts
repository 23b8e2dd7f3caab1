import type { TerminalIdentity } from '../../../shared/contract/enrolment.ts'
import { newSyncMeta } from './meta-rows.ts'
import type { TillDatabase } from './till-database.ts'

/**
 * Makes the database this terminal's. Rows of another terminal (or of another head office) go: they would be served as
 * this one's members, and the journal holds this one's facts. A new epoch begins its own count of settled facts.
 */
export async function adoptIdentity(db: TillDatabase, identity: TerminalIdentity): Promise<void> {
  await db.transaction('rw', db.tables, async () => {
    const known = (await db.terminalMeta())?.identity
    const isSameTerminal =
      known?.terminalId === identity.terminalId && known.headOfficePublicKey === identity.headOfficePublicKey
    if (known && !isSameTerminal) await Promise.all(db.tables.map((table) => table.clear()))
    await db.meta.put({ key: 'terminal', identity })
    const sync = await db.syncMeta()
    if (sync?.epoch === identity.epoch) return
    const memberCount = sync?.memberCount ?? 0
    await db.meta.put({ ...newSyncMeta(identity.epoch), memberCount })
  })
}
