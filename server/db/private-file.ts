import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { z } from 'zod'

/** Reads a JSON file through its schema; nothing when there is none. */
export async function readPrivateFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const text = await readFile(path, 'utf8').catch((error: { code?: string }) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? undefined : schema.parse(JSON.parse(text))
}

/**
 * Writes a JSON file that only its owner may read. Beside it first, synced, then renamed, with the folder synced: after
 * a power cut there is the old file or the new one, never half of one.
 */
export async function writePrivateFile(path: string, value: unknown): Promise<void> {
  const half = `${path}.${process.pid}`
  const file = await open(half, 'w', 0o600)
  await file.writeFile(`${JSON.stringify(value, null, 2)}\n`)
  await file.sync()
  await file.close()
  await rename(half, path)
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  await folder.sync()
  await folder.close()
}
