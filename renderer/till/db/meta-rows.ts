import type { TerminalIdentity } from '../../../shared/contract/enrolment.ts'
import type { ExchangeFaultCode } from '../../../shared/contract/exchange.ts'

/** Who this terminal is, as the rows here were made for; a copy of what lies below the bridge. */
export type TerminalMeta = { key: 'terminal'; identity: TerminalIdentity }

/** How far the exchange with head office has come. All of it is written with the rows of the same answer. */
export type SyncMeta = {
  key: 'sync'
  epoch: number
  /** The last own terminalSeq that head office has settled; the outbox is what lies above it. */
  settledSeq: number
  generation: string | null
  cursor: string | null
  /** Head office's clock in the last answer that had no more changes behind it; the rows stand as of then. */
  asOf: number | null
  /** This terminal's clock when the last answer came. */
  lastExchangeAt: number | null
  /** Whether the feed has been read to its end once in this generation. */
  isCaughtUp: boolean
  /** Counted as rows come in: IndexedDB takes more than a second to count a million. */
  memberCount: number
}

/** How the connection is, as the exchange last found it. Written apart from the rows: it may be lost. */
export type LinkMeta = {
  key: 'link'
  state: 'starting' | 'online' | 'offline'
  /** This terminal's clock when the state began. */
  since: number
  fault: ExchangeFaultCode | null
}

export type MetaRow = TerminalMeta | SyncMeta | LinkMeta

/** The state before the first exchange of an epoch. */
export const newSyncMeta = (epoch: number): SyncMeta => ({
  key: 'sync',
  epoch,
  settledSeq: 0,
  generation: null,
  cursor: null,
  asOf: null,
  lastExchangeAt: null,
  isCaughtUp: false,
  memberCount: 0,
})
