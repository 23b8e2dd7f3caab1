import { Dexie, type Table } from 'dexie'
import type { TerminalIdentity } from '../../../shared/contract/enrolment.ts'
import type { SealedFact } from '../../../shared/domain/fact.ts'

/** The terminal's key pair; with WebCrypto the private key cannot be read out, not even by this page. */
export type StoredKeys = {
  name: 'keys'
  /** Raw Ed25519 public key (32 bytes), base64. */
  publicKey: string
  privateKey: CryptoKey | Uint8Array<ArrayBuffer>
}

export type StoredIdentity = { name: 'identity'; identity: TerminalIdentity }

/**
 * The browser till's journal: what Electron keeps in a file. A database of its own, in strict durability, so that
 * whatever becomes of the working copy can be made again from here.
 */
export class JournalDatabase extends Dexie {
  declare readonly facts: Table<SealedFact, [number, number]>
  declare readonly terminal: Table<StoredKeys | StoredIdentity, string>

  constructor(name = 'pointkeeper-journal') {
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ facts: '[epoch+terminalSeq], &factId', terminal: 'name' })
  }

  async identity(): Promise<TerminalIdentity | null> {
    const row = await this.terminal.get('identity')
    return row?.name === 'identity' ? row.identity : null
  }

  async keys(): Promise<StoredKeys | undefined> {
    const row = await this.terminal.get('keys')
    return row?.name === 'keys' ? row : undefined
  }
}
