import type { TerminalBridge } from '../../../shared/contract/terminal-bridge.ts'
import { refuse } from '../../../shared/lib/result.ts'
import { factsInJournal, journalHead, recordInJournal } from './browser-journal.ts'
import { JournalDatabase } from './journal-database.ts'
import { postEnrolment } from './post-enrolment.ts'
import { postExchange } from './post-exchange.ts'
import { isGenuine, isKeyProtected, makeKeys } from './terminal-keys.ts'
import { keepWakeStream } from './wake-stream.ts'

type Arguments<Verb extends keyof TerminalBridge> = Parameters<TerminalBridge[Verb]>
type WakeListener = Arguments<'onWake'>[0]

/** The terminal on a machine without Electron: journal in IndexedDB, keys in WebCrypto, network by fetch. */
export async function openBrowserBridge(options: {
  appVersion: string
  journalName?: string
}): Promise<TerminalBridge> {
  const journal = new JournalDatabase(options.journalName)
  await journal.open()
  return new BrowserBridge(journal, options.appVersion)
}

class BrowserBridge implements TerminalBridge {
  readonly #journal: JournalDatabase
  readonly #appVersion: string
  readonly #listeners = new Set<WakeListener>()
  #stopStream: (() => void) | undefined
  #isConnected = false
  #enrolling: Promise<unknown> = Promise.resolve()

  constructor(journal: JournalDatabase, appVersion: string) {
    this.#journal = journal
    this.#appVersion = appVersion
  }

  async about(): ReturnType<TerminalBridge['about']> {
    const keys = await this.#journal.keys()
    const keyProtection = keys && !isKeyProtected(keys) ? 'plain' : 'browser'
    return { kind: 'browser', appVersion: this.#appVersion, keyProtection, dataFolder: null }
  }

  identity(): ReturnType<TerminalBridge['identity']> {
    return this.#journal.identity()
  }

  /** One at a time: a second key made meanwhile would take the place of the one that head office knows. */
  enroll(input: Arguments<'enroll'>[0]): ReturnType<TerminalBridge['enroll']> {
    const next = this.#enrolling.then(() => this.#enrollNow(input))
    this.#enrolling = next.catch(() => undefined)
    return next
  }

  async #enrollNow({ headOfficeUrl, code }: Arguments<'enroll'>[0]): ReturnType<TerminalBridge['enroll']> {
    if (await this.#journal.identity()) return refuse({ code: 'already-enrolled' })
    // Saved before it travels: when the answer is lost, the same code with the same key is answered again.
    const keys = (await this.#journal.keys()) ?? (await makeKeys())
    await this.#journal.terminal.put(keys)
    const enrolled = await postEnrolment({ headOfficeUrl, code, publicKey: keys.publicKey })
    if (enrolled.ok) {
      await this.#journal.terminal.put({ name: 'identity', identity: enrolled.value })
      await this.#openStream()
    }
    return enrolled
  }

  record(draft: Arguments<'record'>[0]): ReturnType<TerminalBridge['record']> {
    return recordInJournal(this.#journal, draft)
  }

  journalHead(): ReturnType<TerminalBridge['journalHead']> {
    return journalHead(this.#journal)
  }

  factsAfter(input: Arguments<'factsAfter'>[0]): ReturnType<TerminalBridge['factsAfter']> {
    return factsInJournal(this.#journal, input)
  }

  async exchange(input: Arguments<'exchange'>[0]): ReturnType<TerminalBridge['exchange']> {
    const [identity, keys] = [await this.#journal.identity(), await this.#journal.keys()]
    if (!identity || !keys) return refuse({ code: 'terminal-unknown', retryAfterMs: null })
    return postExchange({ identity, keys, ...input })
  }

  onWake(listener: WakeListener): () => void {
    this.#listeners.add(listener)
    // The line may have opened before this listener came.
    if (this.#isConnected) listener({ connected: true })
    void this.#openStream()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#closeStream()
    }
  }

  async verifyHeadOffice(
    input: Arguments<'verifyHeadOffice'>[0],
  ): ReturnType<TerminalBridge['verifyHeadOffice']> {
    const identity = await this.#journal.identity()
    return identity !== null && isGenuine({ publicKey: identity.headOfficePublicKey, ...input })
  }

  async #openStream(): Promise<void> {
    const [identity, keys] = [await this.#journal.identity(), await this.#journal.keys()]
    if (this.#stopStream || this.#listeners.size === 0 || !identity || !keys) return
    this.#stopStream = keepWakeStream({
      identity,
      keys,
      listener: (event) => {
        this.#isConnected = event.connected
        for (const listener of this.#listeners) listener(event)
      },
    })
  }

  #closeStream(): void {
    this.#stopStream?.()
    this.#stopStream = undefined
    this.#isConnected = false
  }
}
