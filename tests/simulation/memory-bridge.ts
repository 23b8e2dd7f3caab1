import type { TerminalIdentity } from '../../shared/contract/enrolment.ts'
import type { ExchangeAnswer, ExchangeFault } from '../../shared/contract/exchange.ts'
import type { RecordFault, TerminalBridge } from '../../shared/contract/terminal-bridge.ts'
import { genesisHead, headAfter, type SealedFact, sealFact } from '../../shared/domain/fact.ts'
import { ok, refuse } from '../../shared/lib/result.ts'
import type { MemoryHeadOffice } from './memory-head-office.ts'

/** What the network does with the next exchange. */
export type NetworkTrouble =
  | { kind: 'fault'; fault: ExchangeFault }
  /** Head office settles it, and the answer never comes. */
  | { kind: 'answer-lost' }

export const sampleIdentity: TerminalIdentity = {
  terminalId: 'terminal-1',
  terminalName: 'Quầy 1',
  storeId: 'store-1',
  storeName: 'Chợ Lớn',
  epoch: 1,
  enrolmentNonce: '0'.repeat(32),
  headOfficePublicKey: `${'A'.repeat(43)}=`,
  headOfficeUrl: 'http://127.0.0.1:1',
}

/** A bridge whose journal is an array and whose network is a call, with each of its troubles at hand. */
export class MemoryBridge implements TerminalBridge {
  readonly #headOffice: MemoryHeadOffice
  enrolled: TerminalIdentity | null = sampleIdentity
  journal: SealedFact[] = []
  /** Taken one by one; when empty, the network is well. */
  troubles: NetworkTrouble[] = []
  isOffline = false
  /** Answers that still come before the line is cut; without an end when null. */
  answersLeft: number | null = null
  recordFault: RecordFault | null = null
  /** The facts of each exchange that reached head office. */
  readonly sent: SealedFact[][] = []
  readonly listeners = new Set<(event: { connected: boolean }) => void>()

  constructor(headOffice: MemoryHeadOffice) {
    this.#headOffice = headOffice
  }

  about = async () => ({
    kind: 'browser' as const,
    appVersion: '0',
    keyProtection: 'browser' as const,
    dataFolder: null,
  })

  identity = async () => this.enrolled

  enroll: TerminalBridge['enroll'] = async () => {
    this.enrolled = sampleIdentity
    return ok(sampleIdentity)
  }

  record: TerminalBridge['record'] = async (draft) => {
    if (this.recordFault) return refuse(this.recordFault)
    const known = this.journal.find((fact) => fact.factId === draft.factId)
    const head = await this.journalHead()
    if (!head) return refuse({ code: 'not-enrolled' })
    const fact = known ?? sealFact(draft, head)
    if (!known) this.journal.push(fact)
    return ok(structuredClone(fact))
  }

  journalHead: TerminalBridge['journalHead'] = async () => {
    const last = this.journal.at(-1)
    if (last) return headAfter(last)
    if (!this.enrolled) return null
    const { terminalId, storeId, epoch, enrolmentNonce } = this.enrolled
    return genesisHead({ terminalId, storeId, epoch, enrolmentNonce })
  }

  factsAfter: TerminalBridge['factsAfter'] = async ({ afterSeq, countMax }) =>
    structuredClone(this.journal.filter((fact) => fact.terminalSeq > afterSeq).slice(0, countMax))

  exchange: TerminalBridge['exchange'] = async (input) => {
    const offline = { code: 'offline' as const, retryAfterMs: null }
    if (this.answersLeft === 0) this.isOffline = true
    if (this.isOffline || !this.enrolled) return refuse(offline)
    if (this.answersLeft !== null) this.answersLeft -= 1
    const trouble = this.troubles.shift()
    if (trouble?.kind === 'fault') return refuse(trouble.fault)
    const answer: ExchangeAnswer = this.#headOffice.exchange({
      terminalId: this.enrolled.terminalId,
      epoch: this.enrolled.epoch,
      ...structuredClone(input),
    })
    this.sent.push(input.facts)
    return trouble?.kind === 'answer-lost' ? refuse({ code: 'timeout', retryAfterMs: null }) : ok(answer)
  }

  onWake: TerminalBridge['onWake'] = (listener) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  wake(connected = true): void {
    for (const listener of this.listeners) listener({ connected })
  }

  verifyHeadOffice: TerminalBridge['verifyHeadOffice'] = async ({ signature }) => signature === 'genuine'
}
