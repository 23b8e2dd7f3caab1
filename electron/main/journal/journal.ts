import { join } from 'node:path'
import { factBytesMax } from '../../../shared/contract/limits.ts'
import type { RecordFault } from '../../../shared/contract/terminal-bridge.ts'
import {
  type ChainHead,
  type FactDraft,
  headAfter,
  type SealedFact,
  sealedFact,
  sealFact,
} from '../../../shared/domain/fact.ts'
import { assert } from '../../../shared/lib/assert.ts'
import { canonicalJson } from '../../../shared/lib/canonical-json.ts'
import { ok, type Result, refuse } from '../../../shared/lib/result.ts'
import type { Log } from '../log.ts'
import { decodeFrame } from './frame.ts'
import type { JournalDisk, JournalFile } from './journal-disk.ts'
import type { JournalEntry, JournalIndex } from './journal-index.ts'
import { encodeFact, segmentName } from './segment.ts'

/** The segment that facts are appended to. `endOffset` is where the last confirmed frame ends. */
export type OpenSegment = { name: string; file: JournalFile; endOffset: number }

export type JournalParts = {
  disk: JournalDisk
  folder: string
  log: Log
  head: ChainHead
  index: JournalIndex
  segmentBytesMax: number
  /** Nothing when the journal is damaged: it can be read, but no fact may follow. */
  segment: OpenSegment | undefined
}

/**
 * The terminal's record of its facts. `record` is the commit point: when it resolves with a fact, the fact is on the
 * disk. Made by `openJournal`.
 */
export class Journal {
  readonly #disk: JournalDisk
  readonly #folder: string
  readonly #log: Log
  readonly #index: JournalIndex
  readonly #segmentBytesMax: number
  #head: ChainHead
  #segment: OpenSegment | undefined
  #hasFailed = false
  /** Facts are appended one at a time: each is sealed over the hash of the one before. */
  #lastAppend: Promise<unknown> = Promise.resolve()

  constructor(parts: JournalParts) {
    this.#disk = parts.disk
    this.#folder = parts.folder
    this.#log = parts.log
    this.#head = parts.head
    this.#index = parts.index
    this.#segmentBytesMax = parts.segmentBytesMax
    this.#segment = parts.segment
  }

  get head(): ChainHead {
    return this.#head
  }

  /** Seals the draft as the next fact and writes it to the disk. The same factId again gives the fact of before. */
  record(draft: FactDraft): Promise<Result<SealedFact, RecordFault>> {
    const append = this.#lastAppend.then(() => this.#recordNext(draft))
    this.#lastAppend = append.catch(() => undefined)
    return append
  }

  /** Facts with a terminalSeq above `afterSeq`, in order, at most `countMax`. */
  async factsAfter(afterSeq: number, countMax: number): Promise<SealedFact[]> {
    const entries = this.#index.after(afterSeq, countMax)
    const segments = [...new Set(entries.map((entry) => entry.segment))]
    const facts: SealedFact[] = []
    for (const segment of segments)
      facts.push(...(await this.#readFacts(entries.filter((entry) => entry.segment === segment))))
    return facts
  }

  async close(): Promise<void> {
    await this.#lastAppend
    await this.#segment?.file.close()
    this.#segment = undefined
    this.#hasFailed = true
  }

  async #recordNext(draft: FactDraft): Promise<Result<SealedFact, RecordFault>> {
    const known = this.#index.findByFactId(draft.factId)
    if (known) {
      const [fact] = await this.#readFacts([known])
      assert(fact, 'an entry of the index has its fact')
      return ok(fact)
    }
    if (this.#hasFailed) return refuse({ code: 'journal-failed' })
    if (!this.#segment) return refuse({ code: 'journal-damaged' })
    const fact = sealFact(draft, this.#head)
    if (Buffer.byteLength(canonicalJson(fact)) > factBytesMax) return refuse({ code: 'fact-too-large' })
    const frame = encodeFact(fact)
    const appended = await this.#append(frame, this.#segment)
    if (!appended.ok) return appended
    const { name: segment, endOffset: offset } = appended.value
    const { terminalSeq, factId } = fact
    this.#index.add({ terminalSeq, factId, segment, offset, frameBytes: frame.length })
    appended.value.endOffset += frame.length
    this.#head = headAfter(fact)
    return ok(fact)
  }

  /** Writes a frame and syncs it. After a sync that failed nothing is known of the file: it is not written again. */
  async #append(frame: Buffer, current: OpenSegment): Promise<Result<OpenSegment, RecordFault>> {
    let isSyncing = false
    try {
      const isFull = current.endOffset > 0 && current.endOffset + frame.length > this.#segmentBytesMax
      const segment = isFull ? await this.#rotate(current) : current
      await segment.file.write(frame, segment.endOffset)
      isSyncing = true
      await segment.file.syncData()
      return ok(segment)
    } catch (error) {
      this.#log.error('The journal could not be written', { error: String(error), isSyncing })
      if (!isSyncing && isDiskFull(error) && (await this.#takeBackPartialWrite()))
        return refuse({ code: 'disk-full' })
      this.#hasFailed = true
      return refuse({ code: isDiskFull(error) ? 'disk-full' : 'journal-failed' })
    }
  }

  async #rotate(full: OpenSegment): Promise<OpenSegment> {
    const next = await createSegment(this.#disk, this.#folder, this.#head.terminalSeq + 1)
    this.#segment = next
    await full.file.close()
    return next
  }

  /** A full disk took part of a frame; without it the file is as it was, and the next fact may try again. */
  async #takeBackPartialWrite(): Promise<boolean> {
    if (!this.#segment) return false
    try {
      await this.#segment.file.truncate(this.#segment.endOffset)
      await this.#segment.file.syncData()
      return true
    } catch (error) {
      this.#log.error('A partial record could not be taken back', { error: String(error) })
      return false
    }
  }

  /** Entries of one segment, in order: read in one piece. */
  async #readFacts(entries: JournalEntry[]): Promise<SealedFact[]> {
    const [first, last] = [entries[0], entries.at(-1)]
    if (!first || !last) return []
    const file = await this.#disk.open(join(this.#folder, first.segment), 'existing')
    try {
      const bytes = await file.read(first.offset, last.offset + last.frameBytes - first.offset)
      return entries.map((entry) => {
        const frame = decodeFrame(bytes, entry.offset - first.offset)
        assert(frame.kind === 'whole', `fact ${entry.terminalSeq} is whole on the disk`)
        return sealedFact.parse(JSON.parse(frame.payload.toString('utf8')))
      })
    } finally {
      await file.close()
    }
  }
}

/** A new, empty segment whose name is safe on the disk. */
export async function createSegment(
  disk: JournalDisk,
  folder: string,
  firstSeq: number,
): Promise<OpenSegment> {
  const name = segmentName(firstSeq)
  const path = join(folder, name)
  const file = await disk.open(path, 'create').catch((error) => reopenEmpty(disk, path, error))
  try {
    await disk.syncFolder(folder)
  } catch (error) {
    await file.close()
    throw error
  }
  return { name, file, endOffset: 0 }
}

/** A disk that filled up while a segment was made leaves it empty, to be taken at the next try. */
async function reopenEmpty(disk: JournalDisk, path: string, error: unknown): Promise<JournalFile> {
  const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
  if (!isThere || (await disk.readWhole(path)).length > 0) throw error
  return disk.open(path, 'existing')
}

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
