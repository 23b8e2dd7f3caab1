import { createParser } from 'eventsource-parser'
import type { TerminalIdentity } from '../../../shared/contract/enrolment.ts'
import { wakeSigningText } from '../../../shared/contract/exchange.ts'
import { wakeKeepAliveMs } from '../../../shared/contract/limits.ts'
import { retryDelayMs } from '../../../shared/contract/retry-delay.ts'
import type { Log } from '../log.ts'
import type { HttpFetch } from './http-fetch.ts'

/** Two keep-alives missed and some: the line is dead, whatever the socket says. */
const silenceMaxMs = 2 * wakeKeepAliveMs + 5_000

/** A wake-up is a few bytes; whoever sends more without an end is no head office. */
const eventCharactersMax = 65_536

export type WakeStream = { isConnected(): boolean; close(): void }

type Line = {
  fetch: HttpFetch
  identity: TerminalIdentity
  sign: (text: string) => string
  now: () => number
  random: () => number
  log: Log
  /** When head office has news and when the line opens (`true`), and when it breaks (`false`). */
  onWake: (event: { connected: boolean }) => void
  silenceMaxMs?: number
}

/** Keeps head office's event stream open until it is closed; comes back with full jitter. It carries no data. */
export function openWakeStream(line: Line): WakeStream {
  const closing = new AbortController()
  let isConnected = false
  const tell = (connected: boolean) => {
    isConnected = connected
    if (!closing.signal.aborted) line.onWake({ connected })
  }
  const keepOpen = async () => {
    for (let failures = 0; !closing.signal.aborted; ) {
      const hasOpened = await listen(line, closing.signal, () => tell(true))
      if (hasOpened) tell(false)
      failures = hasOpened ? 1 : failures + 1
      await pause(retryDelayMs({ failures, retryAfterMs: null, random: line.random }), closing.signal)
    }
  }
  keepOpen().catch((error) => line.log.error('The wake-up stream has ended', { error: String(error) }))
  return { isConnected: () => isConnected, close: () => closing.abort() }
}

/** One connection, from opening to breaking. Resolves with whether it had opened. */
async function listen(line: Line, closing: AbortSignal, onNews: () => void): Promise<boolean> {
  const connection = new AbortController()
  const hangUp = () => connection.abort()
  closing.addEventListener('abort', hangUp, { once: true })
  let silence = setTimeout(hangUp, line.silenceMaxMs ?? silenceMaxMs)
  let hasOpened = false
  try {
    const response = await line.fetch(wakeUrl(line), {
      headers: { accept: 'text/event-stream' },
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: connection.signal,
    })
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
    if (!response.ok || !isStream || !response.body) return false
    hasOpened = true
    onNews()
    await readEvents(response.body, connection.signal, {
      onNews,
      onBytes: () => {
        clearTimeout(silence)
        silence = setTimeout(hangUp, line.silenceMaxMs ?? silenceMaxMs)
      },
    })
  } catch (error) {
    if (hasOpened && !closing.aborted) line.log.info('The wake-up stream broke', { error: String(error) })
  } finally {
    clearTimeout(silence)
    closing.removeEventListener('abort', hangUp)
    hangUp()
  }
  return hasOpened
}

async function readEvents(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  on: { onNews: () => void; onBytes: () => void },
): Promise<void> {
  const parser = createParser({ onEvent: on.onNews, maxBufferSize: eventCharactersMax })
  const decoder = new TextDecoder()
  const reader = body.getReader()
  const stop = () => reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    on.onBytes()
    parser.feed(decoder.decode(value, { stream: true }))
  }
}

/** Signed over the moment, so that a copied address opens nothing later. */
function wakeUrl({ identity, sign, now }: Line): string {
  const { terminalId, epoch, headOfficeUrl } = identity
  const at = now()
  const signature = sign(wakeSigningText(terminalId, epoch, at))
  const query = new URLSearchParams({ terminalId, epoch: String(epoch), at: String(at), signature })
  return `${headOfficeUrl}/v1/wake?${query}`
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    if (signal.aborted) done()
  })
}
