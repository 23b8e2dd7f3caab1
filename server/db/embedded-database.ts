import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  access,
  appendFile,
  chmod,
  chown,
  mkdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { z } from 'zod'
import {
  isReachableBy,
  type PostgresBinaries,
  postgresBinaries,
  postgresUser,
  rootFallbackFolder,
  type SystemUser,
} from './postgres-binaries.ts'
import { readPrivateFile, writePrivateFile } from './private-file.ts'

const run = promisify(execFile)

/** How long an orphan may take to answer or to vanish: a killed postmaster was seen to need 1.3 s, recovery more. */
const orphanPatienceMs = 5_000
const recoveryPatienceMs = 60_000

const roleName = 'pointkeeper'
const databaseName = 'pointkeeper'

const clusterSettings = z.strictObject({
  clusterFolder: z.string(),
  port: z.int().min(1).max(65_535),
  password: z.string().min(20),
})
type ClusterSettings = z.infer<typeof clusterSettings>

type Cluster = { binaries: PostgresBinaries; user: SystemUser | null; settings: ClusterSettings }

export type EmbeddedDatabase = {
  url: string
  /** Starts it again, on the same port, where it has died under us. */
  ensureRunning: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * Starts PostgreSQL under `dataFolder` (made when new), reachable on 127.0.0.1 only, with a random password and a port
 * that stays. A cluster that a killed head office left running is adopted, so the next start after a kill works.
 */
export async function startEmbeddedDatabase(
  dataFolder: string,
  log: (text: string) => void,
): Promise<EmbeddedDatabase> {
  const user = await postgresUser()
  const binaries = await postgresBinaries(user)
  const cluster = { binaries, user, settings: await loadSettings(dataFolder, user) }
  if (!(await exists(join(cluster.settings.clusterFolder, 'PG_VERSION')))) {
    log('Making the database (once)')
    await makeCluster(cluster, dataFolder)
  }
  if (await adoptRunning(cluster, log)) log('Adopted the database that was left running')
  else await startCluster(cluster, dataFolder)
  await ensureDatabase(cluster.settings)
  const ensureRunning = async () => {
    if (await adoptRunning(cluster, log)) return
    log('The database has died and is started again')
    // The pools know this port, so no other will do.
    if (!(await isPortFree(cluster.settings.port))) throw new Error('its port is not free yet')
    await startCluster(cluster, dataFolder)
  }
  return {
    url: urlOf(cluster.settings, databaseName),
    ensureRunning,
    stop: () => stopCluster(cluster, 'fast'),
  }
}

async function loadSettings(dataFolder: string, user: SystemUser | null): Promise<ClusterSettings> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 })
  const path = join(dataFolder, 'database.json')
  const existing = await readPrivateFile(path, clusterSettings)
  // A data folder that was moved or copied has its cluster in it; the path that is written down is the old place's.
  const ownFolder = join(dataFolder, 'postgresql')
  if (existing && (await exists(join(ownFolder, 'PG_VERSION'))))
    return { ...existing, clusterFolder: ownFolder }
  if (existing) return existing
  if (user) await chmod(dataFolder, (await stat(dataFolder)).mode | 0o011)
  // Root's home is closed to the postgres user, and is not ours to open.
  const isClosed = user !== null && !(await isReachableBy(dataFolder, user))
  const clusterFolder = isClosed
    ? join(rootFallbackFolder, `cluster-${randomBytes(8).toString('hex')}`)
    : join(dataFolder, 'postgresql')
  const settings = { clusterFolder, port: await freePort(), password: randomBytes(24).toString('base64url') }
  await writePrivateFile(path, settings)
  return settings
}

/** `initdb` beside the place and one rename: a kill in the middle leaves no half cluster behind. */
async function makeCluster({ binaries, user, settings }: Cluster, dataFolder: string): Promise<void> {
  const half = `${settings.clusterFolder}.half`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { recursive: true, mode: 0o700 })
  if (user && settings.clusterFolder.startsWith(rootFallbackFolder)) await chmod(rootFallbackFolder, 0o755)
  if (user) await chown(half, user.uid, user.gid)
  const passwordFile = join(user ? half : dataFolder, 'password.tmp')
  const pgdata = join(half, 'data')
  await writeFile(passwordFile, `${settings.password}\n`, { mode: 0o600 })
  if (user) await chown(passwordFile, user.uid, user.gid)
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${pgdata}`,
        `--username=${roleName}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
      ],
      { ...asUser(user), cwd: half },
    )
  } finally {
    await rm(passwordFile, { force: true })
  }
  await appendFile(
    join(pgdata, 'postgresql.conf'),
    `\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = on\nlog_checkpoints = off\n`,
  )
  await rename(pgdata, settings.clusterFolder)
  await rm(half, { recursive: true, force: true })
}

/** Whether this cluster already runs and answers to our password; a postmaster that does not answer is ended. */
async function adoptRunning(cluster: Cluster, log: (text: string) => void): Promise<boolean> {
  const { settings } = cluster
  const startedAt = Date.now()
  while (true) {
    const running = await readPidFile(settings.clusterFolder)
    if (!running || !(await isPostgresProcess(running.pid))) return false
    const state = await probe({ ...settings, port: running.port })
    if (state === 'answers') {
      settings.port = running.port
      return true
    }
    if (state === 'other') {
      // The lock file came along with a copy of the folder: that process is the original's, and not ours to end.
      await rm(join(settings.clusterFolder, 'postmaster.pid'), { force: true })
      return false
    }
    const patienceMs = state === 'starting' ? recoveryPatienceMs : orphanPatienceMs
    if (Date.now() - startedAt > patienceMs) {
      log(`Ending a database process (${running.pid}) that does not answer`)
      await stopCluster(cluster, 'immediate')
      return false
    }
    await wait(100)
  }
}

async function startCluster(cluster: Cluster, dataFolder: string): Promise<void> {
  const { settings, binaries, user } = cluster
  const { clusterFolder } = settings
  if (!(await isPortFree(settings.port))) {
    settings.port = await freePort()
    await writePrivateFile(join(dataFolder, 'database.json'), settings)
  }
  const stale = await readPidFile(clusterFolder)
  if (stale && !(await isPostgresProcess(stale.pid))) await rm(join(clusterFolder, 'postmaster.pid'))
  const logFile = join(clusterFolder, 'server.log')
  const started = run(
    binaries.pgCtl,
    ['start', '-w', '-t', '60', '-D', clusterFolder, '-l', logFile, '-o', `-p ${settings.port}`],
    { ...asUser(user), cwd: clusterFolder },
  )
  await started.catch(async (error: unknown) => {
    const tail = await readFile(logFile, 'utf8').then(
      (text) => text.split('\n').slice(-6).join('\n'),
      () => '',
    )
    throw new Error(`PostgreSQL did not start.\n${tail}`, { cause: error })
  })
}

async function stopCluster({ binaries, user, settings }: Cluster, mode: 'fast' | 'immediate'): Promise<void> {
  const { clusterFolder } = settings
  await run(binaries.pgCtl, ['stop', '-w', '-t', '30', '-m', mode, '-D', clusterFolder], {
    ...asUser(user),
    cwd: clusterFolder,
  }).catch(async (error: unknown) => {
    // Somebody else may have ended it first; only one that still runs is a fault.
    const running = await readPidFile(clusterFolder)
    if (running && (await isPostgresProcess(running.pid))) throw error
  })
}

/** `answers` only when it is this cluster, by its folder: another program may listen on the port. */
async function probe(settings: ClusterSettings): Promise<'answers' | 'other' | 'starting' | 'silent'> {
  const sql = postgres(urlOf(settings, 'postgres'), { max: 1, connect_timeout: 2, onnotice: () => undefined })
  try {
    const [row] = await sql`show data_directory`
    return row?.data_directory === settings.clusterFolder ? 'answers' : 'other'
  } catch (error) {
    // 57P03: the database system is starting up, or in recovery.
    return error instanceof postgres.PostgresError && error.code === '57P03' ? 'starting' : 'silent'
  } finally {
    await sql.end({ timeout: 1 })
  }
}

async function ensureDatabase(settings: ClusterSettings): Promise<void> {
  const sql = postgres(urlOf(settings, 'postgres'), { max: 1, onnotice: () => undefined })
  try {
    const [row] = await sql`select 1 from pg_database where datname = ${databaseName}`
    if (!row) await sql`create database ${sql(databaseName)}`
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** Process and port of the first and fourth line of PostgreSQL's own lock file. */
async function readPidFile(clusterFolder: string): Promise<{ pid: number; port: number } | undefined> {
  const text = await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return pid > 0 && port > 0 ? { pid, port } : undefined
}

/** A pid of a dead postmaster may belong to anything by now. */
async function isPostgresProcess(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as { code?: string }).code !== 'EPERM') return false
  }
  if (process.platform === 'win32') return true
  const about = await readFile(`/proc/${pid}/stat`, 'utf8').catch(async () => {
    const listed = await run('ps', ['-p', String(pid), '-o', 'comm=,state=']).catch(() => ({ stdout: '' }))
    return listed.stdout
  })
  // A dead process whose parent has not noticed (a container without an init) still has its number.
  return about.includes('postgres') && !/[\s)]Z\b/.test(about)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

const isPortFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

const urlOf = (settings: ClusterSettings, database: string): string =>
  `postgres://${roleName}:${settings.password}@127.0.0.1:${settings.port}/${database}`

const asUser = (user: SystemUser | null) => (user ? { uid: user.uid, gid: user.gid } : {})

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
