import { open } from 'node:fs/promises'
import { ok, type Result, refuse } from '../../shared/lib/result.ts'

/** The bytes of a file that somebody named, or a sentence that says why not. */
export async function readSmallFile(path: string, bytesMax: number): Promise<Result<Buffer, string>> {
  try {
    await using file = await open(path)
    const { size } = await file.stat()
    if (size > bytesMax) return refuse(`${path} has ${size} bytes; at most ${bytesMax} are read.`)
    return ok(await file.readFile())
  } catch (error) {
    return refuse(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
