import { access, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { z } from 'zod'
import { ok, type Result, refuse } from '../../shared/lib/result.ts'
import { type HeadOfficeOptions, openData, readRunningUrl } from '../create-head-office.ts'
import { openDatabase } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { readPrivateFile } from '../db/private-file.ts'
import { loadOfficeIdentity } from '../office-secrets.ts'
import { createProgramLibrary } from '../programs/program-library.ts'
import type { HeadOffice } from '../sync/head-office.ts'

export type OpenOffice = {
  office: HeadOffice
  /** Where head office listens now; nothing when it does not run. */
  runningUrl: string | undefined
  close: () => Promise<void>
}

type Options = Pick<HeadOfficeOptions, 'dataFolder' | 'databaseUrl' | 'onProgress'>

/** A head office that runs answers at once; one that does not must not hold a command up. */
const healthPatienceMs = 1_500

/** Connections of a command: it does one thing at a time. */
const connectionCount = 2

/**
 * Opens head office's parts without listening. One way for all cases: commands work on the database through the
 * server's own functions, beside a head office that runs (whose terminals are woken by the database) or alone.
 */
export async function openOffice(
  options: Options & { beginsData: boolean },
  logger: FastifyBaseLogger,
): Promise<Result<OpenOffice, string>> {
  const fault = await folderFault(options)
  if (fault) return refuse(fault)
  await mkdir(options.dataFolder, { recursive: true, mode: 0o700 })
  const claimedUrl = await readRunningUrl(options.dataFolder)
  const isAnswering = claimedUrl !== undefined && (await answersAt(claimedUrl))
  // The lock says who has this data. Where something answers, it is held or the answer is another office's: no waiting.
  const onProgress = isAnswering ? () => undefined : (options.onProgress ?? (() => undefined))
  const opened = await openData({ ...options, onProgress }, logger, isAnswering ? 0 : undefined)
  const isBeside = 'alreadyRunsAt' in opened
  if (isBeside && !isAnswering)
    return refuse(
      'Another command, or a head office that is just starting, has this data. Try again in a moment.',
    )
  const database = openDatabase(
    isBeside ? opened.databaseUrl : opened.url,
    (text) => logger.debug(text),
    connectionCount,
  )
  const close = async () => {
    await database.end({ timeout: 5 })
    if (isBeside) return
    await opened.lock?.release()
    await opened.embedded?.stop()
  }
  try {
    await migrate(database)
    const isEmbedded = options.databaseUrl === undefined
    const { token: _token, ...identity } = await loadOfficeIdentity(database, {
      dataFolder: options.dataFolder,
      isEmbedded,
    })
    const office = { database, ...identity, library: createProgramLibrary(), clock: Date.now }
    const isRunning = isBeside || (!isEmbedded && isAnswering)
    return ok({ office, runningUrl: isRunning ? claimedUrl : undefined, close })
  } catch (error) {
    await close()
    throw error
  }
}

const secretsFile = z.looseObject({ privateKeyPem: z.string().nullable() })

/** A mistyped folder, or a forgotten DATABASE_URL, must not make a second, empty head office. */
async function folderFault({
  dataFolder,
  databaseUrl,
  beginsData,
}: Options & { beginsData: boolean }): Promise<string | undefined> {
  if (databaseUrl !== undefined) return undefined
  const secrets = await readPrivateFile(join(dataFolder, 'head-office.json'), secretsFile)
  if (secrets?.privateKeyPem === null)
    return `The data of ${dataFolder} is in a database of its owner's: set DATABASE_URL to it.`
  if (secrets || beginsData) return undefined
  const isThere = await access(dataFolder).then(
    () => true,
    () => false,
  )
  const what = isThere ? 'No head office has its data in' : 'There is no folder'
  return `${what} ${dataFolder}. Begin with "store add NAME", or say with --data where the data is.`
}

async function answersAt(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(healthPatienceMs) })).ok
  } catch {
    return false
  }
}
