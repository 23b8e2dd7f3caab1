import { Dexie, type Table } from 'dexie'
import type { Ack } from '../../../shared/contract/exchange.ts'
import type { ProgramDocument } from '../../../shared/domain/program.ts'
import type { StaffRow } from '../../../shared/domain/staff.ts'
import type { FactRecord } from './fact-record.ts'
import type { MemberRecord } from './member-record.ts'
import type { LinkMeta, MetaRow, SyncMeta, TerminalMeta } from './meta-rows.ts'

/** Head office's answer to one fact, where it was not simply accepted. */
export type AckRecord = Ack & { epoch: number }

/**
 * The till's working copy: facts (also in the journal, which is the record) and head office's rows (which can be read
 * again). There is no outbox table: it is the facts above `settledSeq`, so the two cannot disagree.
 */
export class TillDatabase extends Dexie {
  declare readonly facts: Table<FactRecord, [number, number]>
  declare readonly members: Table<MemberRecord, string>
  declare readonly programs: Table<ProgramDocument, number>
  declare readonly staff: Table<StaffRow, string>
  declare readonly acks: Table<AckRecord, string>
  declare readonly meta: Table<MetaRow, string>

  constructor(name = 'pointkeeper-till') {
    // The default is relaxed: a commit is then reported before it is on the disk.
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      facts: '[epoch+terminalSeq], &factId, [memberId+epoch+terminalSeq], [businessDate+receiptNumber]',
      members: 'memberId, *cardNumbers, phoneReversed, *nameKeys',
      programs: 'version',
      staff: 'staffId',
      acks: 'factId, [epoch+terminalSeq]',
      meta: 'key',
    })
  }

  async terminalMeta(): Promise<TerminalMeta | undefined> {
    const row = await this.meta.get('terminal')
    return row?.key === 'terminal' ? row : undefined
  }

  async syncMeta(): Promise<SyncMeta | undefined> {
    const row = await this.meta.get('sync')
    return row?.key === 'sync' ? row : undefined
  }

  async linkMeta(): Promise<LinkMeta | undefined> {
    const row = await this.meta.get('link')
    return row?.key === 'link' ? row : undefined
  }

  /** The last fact of an epoch, or nothing before the first. */
  lastFact(epoch: number): Promise<FactRecord | undefined> {
    return this.facts
      .where('[epoch+terminalSeq]')
      .between([epoch, Dexie.minKey], [epoch, Dexie.maxKey])
      .last()
  }
}
