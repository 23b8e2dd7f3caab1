import type { TerminalBridge } from '../../../shared/contract/terminal-bridge.ts'
import { refuse } from '../../../shared/lib/result.ts'
import { factsInJournal, journalHead, recordInJournal } from './browser-journal.ts'
import { JournalDatabase } from './journal-database.ts'
import { postEnrolment } from './post-enrolment.ts'
import { postExchange } from './post-exchange.ts'
import { isGenuine, isKeyProtected, makeKeys } from './terminal-keys.ts'
import { keepWakeStream } from './wake-stream.ts'

/** The terminal on a machine without Electron: journal in IndexedDB, keys in WebCrypto, network by fetch. */
export async function openBrowserBridge(options: {
  appVersion: string
  journalName?: string
}): Promise<TerminalBridge> {
  const journal = new JournalDatabase(options.journalName)
  await journal.open()
  const listeners = new Set<(event: { connected: boolean }) => void>()
  let stopStream: (() => void) | undefined
  let isConnected = false

  const openStream = async () => {
    const [identity, keys] = [await journal.identity(), await journal.keys()]
    if (stopStream || listeners.size === 0 || !identity || !keys) return
    const tellAll = (event: { connected: boolean }) => {
      isConnected = event.connected
      for (const listener of listeners) listener(event)
    }
    stopStream = keepWakeStream({ identity, keys, listener: tellAll })
  }

  return {
    async about() {
      const keys = await journal.keys()
      return {
        kind: 'browser',
        appVersion: options.appVersion,
        keyProtection: keys && !isKeyProtected(keys) ? 'plain' : 'browser',
        dataFolder: null,
      }
    },
    identity: () => journal.identity(),
    async enroll({ headOfficeUrl, code }) {
      if (await journal.identity()) return refuse({ code: 'already-enrolled' })
      // Saved before it travels: when the answer is lost, the same code with the same key is answered again.
      const keys = (await journal.keys()) ?? (await makeKeys())
      await journal.terminal.put(keys)
      const enrolled = await postEnrolment({ headOfficeUrl, code, publicKey: keys.publicKey })
      if (enrolled.ok) {
        await journal.terminal.put({ name: 'identity', identity: enrolled.value })
        await openStream()
      }
      return enrolled
    },
    record: (draft) => recordInJournal(journal, draft),
    journalHead: () => journalHead(journal),
    factsAfter: (input) => factsInJournal(journal, input),
    async exchange(input) {
      const [identity, keys] = [await journal.identity(), await journal.keys()]
      if (!identity || !keys) return refuse({ code: 'terminal-unknown', retryAfterMs: null })
      return postExchange({ identity, keys, ...input })
    },
    onWake(listener) {
      listeners.add(listener)
      // The line may have opened before this listener came.
      if (isConnected) listener({ connected: true })
      void openStream()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stopStream?.()
        stopStream = undefined
        isConnected = false
      }
    },
    async verifyHeadOffice({ text, signature }) {
      const identity = await journal.identity()
      return identity !== null && isGenuine({ publicKey: identity.headOfficePublicKey, text, signature })
    },
  }
}
