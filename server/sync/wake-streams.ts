import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { wakeKeepAliveMs } from '../../shared/contract/limits.ts'
import type { Database } from '../db/database.ts'
import { wakeChannel } from '../db/feed.ts'
import { wakeDelayMs } from './wake-delay.ts'

/** Open streams of one server process: each holds a socket; beyond this, terminals exchange by their timer. */
const streamCountMax = 5_000

/** Streams of one terminal: a reconnect may overtake the end of the stream before. */
const streamsOfTerminalMax = 2

/** How often a connection that only listens proves that it still hears. */
const heartbeatMs = 3_000

/** Event streams that carry nothing but "there is news". What the news is, an exchange tells. */
export type WakeStreams = {
  /** False when there is no room. */
  open: (terminalId: string, response: ServerResponse) => boolean
  close: () => Promise<void>
}

/** Listens for commits of all server processes on this database. */
export async function createWakeStreams(database: Database): Promise<WakeStreams> {
  const streams = new Map<string, ServerResponse[]>()
  const gathered = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let lastWokenMs = Number.NEGATIVE_INFINITY

  const wakeAll = () => {
    timer = undefined
    lastWokenMs = performance.now()
    // One cause alone need not be woken: its own exchange told it. With several, all hear of it.
    const onlyCause = gathered.size === 1 ? [...gathered][0] : undefined
    gathered.clear()
    for (const [terminalId, responses] of streams)
      if (terminalId !== onlyCause) for (const response of responses) response.write('event: wake\ndata:\n\n')
  }
  const gather = (causedBy: string) => {
    gathered.add(causedBy)
    const sinceLastMs = performance.now() - lastWokenMs
    timer ??= setTimeout(wakeAll, wakeDelayMs({ streamCount: streams.size, sinceLastMs }))
  }
  const listener = await listenForEver(database, gather)
  const keepAlive = setInterval(() => {
    for (const responses of streams.values()) for (const response of responses) response.write(':\n\n')
  }, wakeKeepAliveMs)

  const open = (terminalId: string, response: ServerResponse): boolean => {
    if (streams.size >= streamCountMax) return false
    const own = streams.get(terminalId) ?? []
    while (own.length >= streamsOfTerminalMax) own.shift()?.end()
    own.push(response)
    streams.set(terminalId, own)
    response.once('close', () => {
      const left = (streams.get(terminalId) ?? []).filter((other) => other !== response)
      if (left.length > 0) streams.set(terminalId, left)
      else streams.delete(terminalId)
    })
    return true
  }
  const close = async () => {
    clearInterval(keepAlive)
    clearTimeout(timer)
    for (const responses of streams.values()) for (const response of responses) response.end()
    await listener.close()
  }
  return { open, close }
}

/**
 * Hears of every commit, also after PostgreSQL was away: the driver tries only once to listen again, and a connection
 * that hears nothing looks like a quiet day. So each process says something to itself, and listens anew when it does
 * not hear it. Notifications of the time between are lost, so a new connection wakes everybody.
 */
async function listenForEver(
  database: Database,
  onCommit: (causedBy: string) => void,
): Promise<{ close: () => Promise<void> }> {
  const own = `heartbeat ${randomUUID()}`
  let isHeard = true
  const hear = (payload: string) => {
    if (payload === own) isHeard = true
    else if (!payload.startsWith('heartbeat ')) onCommit(payload)
  }
  const listen = () => database.listen(wakeChannel, hear, () => onCommit(''))
  let listening = await listen()
  const beat = async () => {
    if (!isHeard) {
      await listening.unlisten()
      listening = await listen()
    }
    isHeard = false
    await database`select pg_notify(${wakeChannel}, ${own})`
  }
  let beating: Promise<void> | undefined
  // Without a database there is nothing to hear; the next beat tries again.
  const heartbeat = setInterval(() => {
    beating ??= beat()
      .catch(() => undefined)
      .finally(() => {
        beating = undefined
      })
  }, heartbeatMs)
  const close = async () => {
    clearInterval(heartbeat)
    await beating
    await listening.unlisten().catch(() => undefined)
  }
  return { close }
}
