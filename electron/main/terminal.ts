import { verify } from 'node:crypto'
import type { EnrolmentFault, TerminalIdentity } from '../../shared/contract/enrolment.ts'
import { parseHeadOfficeUrl } from '../../shared/contract/head-office-url.ts'
import type { BridgeAbout, TerminalBridge } from '../../shared/contract/terminal-bridge.ts'
import { assert } from '../../shared/lib/assert.ts'
import { ok, type Result, refuse } from '../../shared/lib/result.ts'
import type { Journal } from './journal/journal.ts'
import { openJournal } from './journal/open-journal.ts'
import { loadIdentity, saveIdentity } from './keys/identity-file.ts'
import type { KeyProtection } from './keys/key-protection.ts'
import { publicKeyFromRaw } from './keys/raw-key.ts'
import { loadOrMakeTerminalKey, loadTerminalKey, type TerminalKey } from './keys/terminal-key.ts'
import type { Log } from './log.ts'
import { enrollAtHeadOffice } from './network/enroll-at-head-office.ts'
import { exchangeWithHeadOffice } from './network/exchange-with-head-office.ts'
import type { HttpFetch } from './network/http-fetch.ts'
import { openWakeStream, type WakeStream } from './network/wake-stream.ts'

export type TerminalPorts = {
  dataFolder: string
  appVersion: string
  keyProtection: KeyProtection
  fetch: HttpFetch
  now: () => number
  random: () => number
  log: Log
}

/** What enrolment gives; all or nothing. The key is missing when the system no longer gives it back. */
type Enrolled = { identity: TerminalIdentity; journal: Journal; key: TerminalKey | undefined }

/** The terminal below the page: journal, key and network behind the bridge's verbs. Needs no Electron. */
export async function openTerminal(ports: TerminalPorts): Promise<Terminal> {
  const identity = await loadIdentity(ports.dataFolder)
  if (!identity) return new Terminal(ports, undefined)
  const { dataFolder, keyProtection: protection, log } = ports
  const key = await loadTerminalKey({ dataFolder, protection, log })
  const journal = await openJournal({ dataFolder, identity, log })
  return new Terminal(ports, { identity, journal, key })
}

type WakeListener = Parameters<TerminalBridge['onWake']>[0]

export class Terminal implements TerminalBridge {
  readonly #ports: TerminalPorts
  readonly #wakeListeners = new Set<WakeListener>()
  #enrolled: Enrolled | undefined
  #wakeStream: WakeStream | undefined
  #enrolling: Promise<unknown> = Promise.resolve()

  constructor(ports: TerminalPorts, enrolled: Enrolled | undefined) {
    this.#ports = ports
    this.#enrolled = enrolled
    this.#listenForWake()
  }

  async about(): Promise<BridgeAbout> {
    const { appVersion, dataFolder, keyProtection } = this.#ports
    const protection = this.#enrolled?.key?.protection ?? (await keyProtection.kind())
    return { kind: 'electron', appVersion, keyProtection: protection, dataFolder }
  }

  async identity(): Promise<TerminalIdentity | null> {
    return this.#enrolled?.identity ?? null
  }

  /** One at a time: two clicks on "enrol" must not make two identities. */
  enroll(input: Parameters<TerminalBridge['enroll']>[0]): ReturnType<TerminalBridge['enroll']> {
    const next = this.#enrolling.then(() => this.#enrollNow(input))
    this.#enrolling = next.catch(() => undefined)
    return next
  }

  async record(draft: Parameters<TerminalBridge['record']>[0]): ReturnType<TerminalBridge['record']> {
    return this.#enrolled ? this.#enrolled.journal.record(draft) : refuse({ code: 'not-enrolled' })
  }

  async journalHead(): ReturnType<TerminalBridge['journalHead']> {
    return this.#enrolled?.journal.head ?? null
  }

  async factsAfter(
    input: Parameters<TerminalBridge['factsAfter']>[0],
  ): ReturnType<TerminalBridge['factsAfter']> {
    return this.#enrolled ? this.#enrolled.journal.factsAfter(input.afterSeq, input.countMax) : []
  }

  async exchange(input: Parameters<TerminalBridge['exchange']>[0]): ReturnType<TerminalBridge['exchange']> {
    if (!this.#enrolled) return refuse({ code: 'terminal-unknown', retryAfterMs: null })
    const { identity, key } = this.#enrolled
    if (!key) return refuse({ code: 'key-unreadable', retryAfterMs: null })
    const { fetch, now } = this.#ports
    return exchangeWithHeadOffice({ fetch, identity, sign: key.sign, now }, input)
  }

  /** A new listener is told at once when the line is open: it may have opened before the page did. */
  onWake(listener: WakeListener): () => void {
    this.#wakeListeners.add(listener)
    if (this.#wakeStream?.isConnected()) listener({ connected: true })
    return () => {
      this.#wakeListeners.delete(listener)
    }
  }

  async verifyHeadOffice({ text, signature }: { text: string; signature: string }): Promise<boolean> {
    if (!this.#enrolled) return false
    const key = publicKeyFromRaw(this.#enrolled.identity.headOfficePublicKey)
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))
  }

  async close(): Promise<void> {
    this.#wakeStream?.close()
    this.#wakeListeners.clear()
    await this.#enrolled?.journal.close()
  }

  async #enrollNow(input: {
    headOfficeUrl: string
    code: string
  }): Promise<Result<TerminalIdentity, EnrolmentFault>> {
    if (this.#enrolled) return refuse({ code: 'already-enrolled' })
    const headOfficeUrl = parseHeadOfficeUrl(input.headOfficeUrl)
    if (headOfficeUrl === undefined) return refuse({ code: 'address-not-understood' })
    const { dataFolder, keyProtection: protection, fetch, now, log } = this.#ports
    const key = await loadOrMakeTerminalKey({ dataFolder, protection, log })
    const { publicKey } = key
    const answer = await enrollAtHeadOffice({ fetch, headOfficeUrl, code: input.code, publicKey, now })
    if (!answer.ok) return answer
    const identity = { ...answer.value, headOfficeUrl }
    const journal = await openJournal({ dataFolder, identity, log })
    await saveIdentity(dataFolder, identity)
    this.#enrolled = { identity, journal, key }
    this.#listenForWake()
    log.info('Enrolled', { terminalId: identity.terminalId, epoch: identity.epoch, headOfficeUrl })
    return ok(identity)
  }

  #listenForWake(): void {
    if (!this.#enrolled?.key) return
    assert(!this.#wakeStream, 'the event stream is opened once')
    const { identity, key } = this.#enrolled
    const { fetch, now, random, log } = this.#ports
    const onWake = (event: { connected: boolean }) => {
      for (const listener of this.#wakeListeners) listener(event)
    }
    this.#wakeStream = openWakeStream({ fetch, identity, sign: key.sign, now, random, log, onWake })
  }
}
