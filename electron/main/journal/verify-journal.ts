import { join } from 'node:path'
import type { ChainHead } from '../../../shared/domain/fact.ts'
import type { Log } from '../log.ts'
import type { JournalDisk } from './journal-disk.ts'
import { JournalIndex } from './journal-index.ts'
import { parseSegmentName, readSegment, type SegmentReading } from './segment.ts'
import { followChain } from './verify-chain.ts'

export type LastSegment = { name: string; endOffset: number; fileBytes: number; isTorn: boolean }

/** What the boot finds in a journal's folder. Nothing has been changed yet. */
export type VerifiedJournal = {
  head: ChainHead
  index: JournalIndex
  last: LastSegment | undefined
  /** Segments with damage in the middle whose remaining facts are genuine. */
  damagedSegments: string[]
  /** Why no fact may follow: the chain's true head is not known, and guessing it would be a fork. */
  unsafeBecause: string | undefined
}

type Input = { disk: JournalDisk; folder: string; genesis: ChainHead; log: Log }

/** Reads and checks every segment: length and CRC of each frame, and each fact as the link after the one before. */
export async function verifyJournal({ disk, folder, genesis, log }: Input): Promise<VerifiedJournal> {
  const found: VerifiedJournal = {
    head: genesis,
    index: new JournalIndex(),
    last: undefined,
    damagedSegments: [],
    unsafeBecause: undefined,
  }
  const names = (await disk.listFiles(folder)).filter((name) => parseSegmentName(name) !== undefined).sort()
  for (const name of names) {
    const bytes = await disk.readWhole(join(folder, name))
    const reading = readSegment(bytes)
    const isLast = name === names.at(-1)
    takeFacts(found, name, reading, log)
    found.unsafeBecause ??= unsafety(found.head, name, reading, isLast)
    if (found.unsafeBecause !== undefined) break
    if (reading.holeCount > 0 || (!isLast && reading.ending !== 'clean')) found.damagedSegments.push(name)
    if (isLast) {
      const isTorn = reading.ending === 'torn'
      found.last = { name, endOffset: reading.endOffset, fileBytes: bytes.length, isTorn }
    }
  }
  return found
}

function takeFacts(found: VerifiedJournal, segment: string, reading: SegmentReading, log: Log): void {
  for (const placed of reading.facts) {
    const { fact, offset, frameBytes } = placed
    const step = followChain(placed, found.head)
    if (step.kind === 'broken') {
      found.unsafeBecause = `${step.fault} at fact ${fact.terminalSeq} in ${segment}`
      return
    }
    if (step.kind === 'after-gap')
      log.error('Facts are missing from the journal', { from: step.missingFrom, to: step.missingTo, segment })
    found.head = step.head
    found.index.add({ terminalSeq: fact.terminalSeq, factId: fact.factId, segment, offset, frameBytes })
  }
}

function unsafety(
  head: ChainHead,
  name: string,
  reading: SegmentReading,
  isLast: boolean,
): string | undefined {
  if (reading.unknownCount > 0)
    return `${reading.unknownCount} records of ${name} are not known to this version`
  if (!isLast) return undefined
  if (reading.ending === 'damaged') return `the last record of ${name} is damaged`
  // A segment is made after its predecessor's last fact, so its name tells how far the chain had come.
  if ((parseSegmentName(name) ?? 0) - 1 > head.terminalSeq) return `the facts before ${name} are missing`
  return undefined
}
