import { join } from 'node:path'
import type { Log } from '../log.ts'
import type { JournalDisk } from './journal-disk.ts'
import { encodeFact, readSegment } from './segment.ts'
import type { LastSegment } from './verify-journal.ts'

type Place = { disk: JournalDisk; folder: string; log: Log }

/** Cuts a record that a crash left half written; what is cut was never confirmed to anyone. It is kept beside. */
export async function cutTornTail({ disk, folder, log }: Place, last: LastSegment): Promise<void> {
  const path = join(folder, last.name)
  const file = await disk.open(path, 'existing')
  try {
    const aside = await freeName({ disk, folder, log }, `${last.name}-${last.endOffset}.torn`)
    const tail = await file.read(last.endOffset, last.fileBytes - last.endOffset)
    await writeNew(disk, join(folder, aside), [tail])
    await file.truncate(last.endOffset)
    await file.syncData()
    await disk.syncFolder(folder)
    log.warn('A half-written record was cut from the journal', { aside, byteCount: tail.length })
  } finally {
    await file.close()
  }
}

/** Puts a damaged segment aside, whole, and leaves in its place a segment of the facts that can still be read. */
export async function replaceDamagedSegment({ disk, folder, log }: Place, name: string): Promise<void> {
  const aside = await freeName({ disk, folder, log }, `${name}.damaged`)
  const path = join(folder, name)
  const { facts } = readSegment(await disk.readWhole(path))
  await disk.copyAside(path, join(folder, aside))
  const fresh = join(folder, await freeName({ disk, folder, log }, `${name}.mended`))
  await writeNew(
    disk,
    fresh,
    facts.map(({ fact }) => encodeFact(fact)),
  )
  // The copy is safe before the rename takes the damaged file's place in one step.
  await disk.syncFolder(folder)
  await disk.rename(fresh, path)
  await disk.syncFolder(folder)
  log.error('A damaged part of the journal was put aside', { aside, factsKept: facts.length })
}

async function writeNew(disk: JournalDisk, path: string, chunks: Buffer[]): Promise<void> {
  const file = await disk.open(path, 'create')
  try {
    await file.write(Buffer.concat(chunks), 0)
    await file.syncData()
  } finally {
    await file.close()
  }
}

/** A name that no file has: what was put aside at an earlier boot stays. */
async function freeName({ disk, folder }: Place, wanted: string): Promise<string> {
  const taken = new Set(await disk.listFiles(folder))
  let name = wanted
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}-${count}`
  return name
}
