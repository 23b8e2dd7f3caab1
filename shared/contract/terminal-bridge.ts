import type { ChainHead, FactDraft, SealedFact } from '../domain/fact.ts'
import type { Result } from '../lib/result.ts'
import type { EnrolmentFault, TerminalIdentity } from './enrolment.ts'
import type { ExchangeAnswer, ExchangeFault } from './exchange.ts'

/** What the terminal runs on; the screen says so. */
export type BridgeAbout = {
  kind: 'electron' | 'browser'
  appVersion: string
  /** `os`: the key is under the system's own protection. `plain`: Linux without a key ring. `browser`: not exportable. */
  keyProtection: 'os' | 'plain' | 'browser'
  dataFolder: string | null
}

export type RecordFault = {
  /** `fact-too-large`: it would fit no exchange (`factBytesMax`). */
  code: 'not-enrolled' | 'disk-full' | 'journal-failed' | 'journal-damaged' | 'fact-too-large'
}

/**
 * All that the page may ask of what lies below it. Electron's main process and the browser implement the same verbs.
 * Each argument is parsed on the other side; nothing throws for expected trouble.
 */
export type TerminalBridge = {
  about(): Promise<BridgeAbout>
  /** Null before enrolment. */
  identity(): Promise<TerminalIdentity | null>
  enroll(input: { headOfficeUrl: string; code: string }): Promise<Result<TerminalIdentity, EnrolmentFault>>

  /**
   * Seals the draft (next terminalSeq, hash of the one before) and writes it to the journal, to the disk: the commit
   * point. One at a time; the same factId again gives the fact that was sealed before.
   */
  record(draft: FactDraft): Promise<Result<SealedFact, RecordFault>>
  /** The last fact of the journal; terminalSeq 0 before the first. Null before enrolment. */
  journalHead(): Promise<ChainHead | null>
  /** Facts of the journal with a terminalSeq above `afterSeq`, in order, at most `countMax`. */
  factsAfter(input: { afterSeq: number; countMax: number }): Promise<SealedFact[]>

  /** Signs and posts one exchange; identity and protocol are added below the bridge. */
  exchange(input: {
    generation: string | null
    cursor: string | null
    facts: SealedFact[]
  }): Promise<Result<ExchangeAnswer, ExchangeFault>>
  /** Calls back when head office has news, and when the connection to it opens (`true`) or breaks (`false`). */
  onWake(listener: (event: { connected: boolean }) => void): () => void

  /** Whether an Ed25519 signature of head office (base64) over a text is genuine. */
  verifyHeadOffice(input: { text: string; signature: string }): Promise<boolean>
}
