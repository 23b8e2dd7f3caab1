import { createParser } from 'eventsource-parser'
import type { TerminalIdentity } from '../../../shared/contract/enrolment.ts'
import { wakeSigningText } from '../../../shared/contract/exchange.ts'
import { wakeKeepAliveMs } from '../../../shared/contract/limits.ts'
import { retryDelayMs } from '../../../shared/contract/retry-delay.ts'
import type { StoredKeys } from './journal-database.ts'
import { signText } from './terminal-keys.ts'

/** Silence after which the connection counts as broken: two keep-alive lines lost and a little more. */
const silenceMaxMs = 2 * wakeKeepAliveMs + 5_000

/** A wake-up is a few bytes; whoever sends more without an end is no head office. */
const eventCharactersMax = 65_536

/**
 * Keeps head office's event stream open: `listener` hears `connected: true` when it opens and at each event,
 * `connected: false` when it breaks. Opens again with full jitter. A stream read by fetch, and not an EventSource: each
 * opening is signed anew, and keep-alive lines tell a dead connection from a quiet one.
 */
export function keepWakeStream(input: {
  identity: TerminalIdentity
  keys: StoredKeys
  listener: (event: { connected: boolean }) => void
}): () => void {
  const ended = new AbortController()
  void run(input, ended.signal)
  return () => ended.abort()
}

async function run(input: Parameters<typeof keepWakeStream>[0], ended: AbortSignal): Promise<void> {
  let failures = 0
  while (!ended.aborted) {
    const hasOpened = await readOnce(input, ended)
    if (hasOpened && !ended.aborted) input.listener({ connected: false })
    failures = hasOpened ? 1 : failures + 1
    await sleep(retryDelayMs({ failures, retryAfterMs: null, random: Math.random }), ended)
  }
}

/** Reads one connection to its end, whatever ends it; whether it had opened. */
async function readOnce(
  { identity, keys, listener }: Parameters<typeof keepWakeStream>[0],
  ended: AbortSignal,
): Promise<boolean> {
  const connection = new AbortController()
  const abort = () => connection.abort()
  ended.addEventListener('abort', abort)
  let silence = setTimeout(abort, silenceMaxMs)
  let hasOpened = false
  try {
    const response = await fetch(await signedUrl(identity, keys), {
      headers: { accept: 'text/event-stream' },
      signal: connection.signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    })
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
    const reader = response.ok && isStream ? response.body?.getReader() : undefined
    if (!reader) return false
    hasOpened = true
    listener({ connected: true })
    const parser = createParser({
      onEvent: () => listener({ connected: true }),
      maxBufferSize: eventCharactersMax,
    })
    const decoder = new TextDecoder()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return true
      clearTimeout(silence)
      silence = setTimeout(abort, silenceMaxMs)
      parser.feed(decoder.decode(value, { stream: true }))
    }
  } catch {
    // A connection that cannot be made or breaks is what this loop is for.
    return hasOpened
  } finally {
    clearTimeout(silence)
    ended.removeEventListener('abort', abort)
    connection.abort()
  }
}

async function signedUrl({ terminalId, epoch, headOfficeUrl }: TerminalIdentity, keys: StoredKeys) {
  const at = Date.now()
  const signature = await signText(keys, wakeSigningText(terminalId, epoch, at))
  const query = new URLSearchParams({ terminalId, epoch: String(epoch), at: String(at), signature })
  return `${headOfficeUrl}/v1/wake?${query}`
}

const sleep = (delayMs: number, ended: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, delayMs)
    ended.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
