import { type SealedFact, sealedFact } from '../../../shared/domain/fact.ts'
import { canonicalJson } from '../../../shared/lib/canonical-json.ts'
import { decodeFrame, encodeFrame, findNextFrame } from './frame.ts'

/** A journal is a folder of segment files, each named after the terminalSeq of its first fact. */
export const segmentName = (firstSeq: number): string => `${String(firstSeq).padStart(12, '0')}.journal`

/** The first terminalSeq that a file name tells; nothing when the file is no segment. */
export function parseSegmentName(name: string): number | undefined {
  const match = /^(\d{12})\.journal$/.exec(name)
  return match ? Number(match[1]) : undefined
}

export const encodeFact = (fact: SealedFact): Buffer => encodeFrame(Buffer.from(canonicalJson(fact)))

/** A fact, its bytes as they stand on the disk, and where its frame lies in its segment. */
export type PlacedFact = { fact: SealedFact; payload: Buffer; offset: number; frameBytes: number }

export type SegmentReading = {
  facts: PlacedFact[]
  /** Bytes in the middle that are no frame, with whole frames after them. */
  holeCount: number
  /** Whole frames that hold no fact known to this version; most likely a newer version wrote them. */
  unknownCount: number
  /** How the segment ends; `endOffset` is where its last whole frame ends. */
  ending: 'clean' | 'torn' | 'damaged'
  endOffset: number
}

/** Reads a segment from its first byte to its last; never throws, whatever the bytes are. */
export function readSegment(bytes: Buffer): SegmentReading {
  const reading: SegmentReading = { facts: [], holeCount: 0, unknownCount: 0, ending: 'clean', endOffset: 0 }
  let offset = 0
  while (offset < bytes.length) {
    const frame = decodeFrame(bytes, offset)
    if (frame.kind !== 'whole') {
      const next = findNextFrame(bytes, offset)
      if (next === undefined) return { ...reading, ending: frame.kind }
      reading.holeCount += 1
      offset = next
      continue
    }
    const fact = parseFact(frame.payload)
    if (fact) reading.facts.push({ fact, offset, ...frame })
    else reading.unknownCount += 1
    offset += frame.frameBytes
    reading.endOffset = offset
  }
  return reading
}

function parseFact(payload: Buffer): SealedFact | undefined {
  try {
    const parsed = sealedFact.safeParse(JSON.parse(payload.toString('utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
