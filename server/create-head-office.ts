import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import pino from 'pino'
import { z } from 'zod'
import { type Database, openDatabase } from './db/database.ts'
import { type EmbeddedDatabase, startEmbeddedDatabase } from './db/embedded-database.ts'
import { type InstanceLock, takeInstanceLock } from './db/instance-lock.ts'
import { migrate } from './db/migrate.ts'
import { readPrivateFile, writePrivateFile } from './db/private-file.ts'
import { createServer } from './http/create-server.ts'
import { loadOfficeIdentity } from './office-secrets.ts'
import { createProgramLibrary } from './programs/program-library.ts'
import { ensureSampleChain } from './sample/ensure-sample-chain.ts'
import { sampleRoutes } from './sample/sample-routes.ts'
import type { HeadOffice } from './sync/head-office.ts'
import { createWakeStreams } from './sync/wake-streams.ts'

export type HeadOfficeOptions = {
  dataFolder: string
  /** 0 takes a free one. */
  port: number
  host?: string
  /** Any PostgreSQL >= 15, instead of the embedded one. */
  databaseUrl?: string | undefined
  /** Fills an empty database with a sample chain and shows it on the first page. */
  sample?: boolean
  logger?: FastifyBaseLogger
  /** Tells a person how far a long beginning is. */
  onProgress?: (text: string) => void
  /** Called when another head office has taken this data over. */
  onLost?: () => void
  clock?: () => number
}

export type RunningHeadOffice = {
  url: string
  token: string
  database: Database
  office: HeadOffice
  close: () => Promise<void>
}

/** Another head office has this data folder. Expected: people start things twice. */
export type AlreadyRunning = { alreadyRunsAt: string; databaseUrl: string }

type Opened = { url: string; embedded: EmbeddedDatabase | undefined; lock: InstanceLock | undefined }

const runningFile = z.object({ url: z.string() })
const runningPath = (dataFolder: string): string => join(dataFolder, 'running.json')

/** Starts everything; what has been started is ended again when something after it fails. */
export async function createHeadOffice(
  options: HeadOfficeOptions,
): Promise<RunningHeadOffice | AlreadyRunning> {
  const logger = options.logger ?? silentLogger()
  await mkdir(options.dataFolder, { recursive: true, mode: 0o700 })
  const opened = await openData(options, logger)
  if ('alreadyRunsAt' in opened) return opened
  const closers: (() => Promise<unknown>)[] = [
    async () => opened.lock?.release(),
    async () => opened.embedded?.stop(),
  ]
  const close = async () => {
    for (const closer of closers.splice(0)) await closer()
  }
  try {
    const started = await serve(options, opened, { logger, closers })
    await writePrivateFile(runningPath(options.dataFolder), { url: started.url, pid: process.pid })
    closers.unshift(() => rm(runningPath(options.dataFolder), { force: true }))
    return { ...started, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Where the head office of this folder said that it listens; it may have been killed since. */
export const readRunningUrl = async (dataFolder: string): Promise<string | undefined> =>
  (await readPrivateFile(runningPath(dataFolder), runningFile))?.url

/** An opened database, without a server: what `verify` and the other commands work on. */
export async function openData(
  options: Pick<HeadOfficeOptions, 'dataFolder' | 'databaseUrl' | 'onProgress' | 'onLost'>,
  logger: FastifyBaseLogger,
  lockWaitMs?: number,
): Promise<Opened | AlreadyRunning> {
  if (options.databaseUrl) return { url: options.databaseUrl, embedded: undefined, lock: undefined }
  const log = (text: string) => {
    logger.info(text)
    options.onProgress?.(text)
  }
  const embedded = await startEmbeddedDatabase(options.dataFolder, log)
  const callbacks = {
    onLost: () => options.onLost?.(),
    onUnreachable: () => embedded.ensureRunning().catch((error) => logger.error({ err: error })),
  }
  const lock = await takeInstanceLock(embedded.url, callbacks, lockWaitMs)
  if (lock) return { url: embedded.url, embedded, lock }
  const alreadyRunsAt = (await readRunningUrl(options.dataFolder)) ?? options.dataFolder
  return { alreadyRunsAt, databaseUrl: embedded.url }
}

async function serve(
  options: HeadOfficeOptions,
  opened: Opened,
  { logger, closers }: { logger: FastifyBaseLogger; closers: (() => Promise<unknown>)[] },
): Promise<Omit<RunningHeadOffice, 'close'>> {
  const { dataFolder, clock = Date.now } = options
  const database = openDatabase(opened.url, (text) => logger.debug(text))
  closers.unshift(() => database.end({ timeout: 2 }))
  const applied = await migrate(database)
  if (applied.length > 0) logger.info({ applied }, 'migrated')
  const { token, ...identity } = await loadOfficeIdentity(database, {
    dataFolder,
    isEmbedded: opened.embedded !== undefined,
  })
  const office: HeadOffice = { database, ...identity, library: createProgramLibrary(), clock }
  if (options.sample) await ensureSampleChain(office, options.onProgress ?? (() => undefined))
  const wakeStreams = await createWakeStreams(database)
  closers.unshift(() => wakeStreams.close())
  const app = await createServer(office, { wakeStreams, token, logger })
  sampleRoutes(app, office, options.sample ?? false)
  closers.unshift(() => app.close())
  await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  const host = options.host && options.host !== '0.0.0.0' ? options.host : '127.0.0.1'
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, token, database, office }
}

const silentLogger = (): FastifyBaseLogger => pino({ level: 'silent' })
