import { crc32 } from 'node:zlib'
import { assert } from '../../../shared/lib/assert.ts'
import { frameHeaderBytes, framePayloadBytesMax } from './limits.ts'

/**
 * One record of a journal file: payload length (u32, little endian), CRC-32 of the payload (u32, little endian),
 * payload, newline. The newline is the last byte written: it tells a record that was cut short by a crash from one
 * that was damaged afterwards, and lets a person read the file.
 */
export function encodeFrame(payload: Buffer): Buffer {
  assert(payload.length > 0 && payload.length <= framePayloadBytesMax, 'a record fits its frame')
  const frame = Buffer.allocUnsafe(frameHeaderBytes + payload.length + 1)
  frame.writeUInt32LE(payload.length, 0)
  frame.writeUInt32LE(crc32(payload), 4)
  payload.copy(frame, frameHeaderBytes)
  frame[frame.length - 1] = newline
  return frame
}

export type DecodedFrame =
  | { kind: 'whole'; payload: Buffer; frameBytes: number }
  /** The bytes end before the frame does, or its last byte was never written: a write that was cut short. */
  | { kind: 'torn' }
  | { kind: 'damaged' }

/** Reads the frame that begins at `offset` of a file's bytes. */
export function decodeFrame(bytes: Buffer, offset: number): DecodedFrame {
  const rest = bytes.length - offset
  if (rest < frameHeaderBytes) return { kind: 'torn' }
  const payloadBytes = bytes.readUInt32LE(offset)
  if (payloadBytes === 0 || payloadBytes > framePayloadBytesMax) return tornWhenOnlyZeros(bytes, offset)
  const frameBytes = frameHeaderBytes + payloadBytes + 1
  if (rest < frameBytes) return { kind: endsWithNewline(bytes, offset) ? 'damaged' : 'torn' }
  if (bytes[offset + frameBytes - 1] !== newline)
    return rest === frameBytes ? { kind: 'torn' } : { kind: 'damaged' }
  const payload = bytes.subarray(offset + frameHeaderBytes, offset + frameBytes - 1)
  if (crc32(payload) !== bytes.readUInt32LE(offset + 4)) return { kind: 'damaged' }
  return { kind: 'whole', payload, frameBytes }
}

/** The next offset after `offset` at which a whole frame begins; damage in between is skipped. */
export function findNextFrame(bytes: Buffer, offset: number): number | undefined {
  for (let end = bytes.indexOf(newline, offset); end !== -1; end = bytes.indexOf(newline, end + 1)) {
    if (decodeFrame(bytes, end + 1).kind === 'whole') return end + 1
  }
  return undefined
}

const newline = 0x0a

/** JSON holds no bare newline, so a record that was cut short inside its payload cannot end with one. */
const endsWithNewline = (bytes: Buffer, offset: number): boolean =>
  bytes.length > offset + frameHeaderBytes && bytes.at(-1) === newline

/** A file system may lengthen a file before its data arrive; after a power cut the new part then reads as zeros. */
function tornWhenOnlyZeros(bytes: Buffer, offset: number): DecodedFrame {
  return bytes.subarray(offset).every((byte) => byte === 0) ? { kind: 'torn' } : { kind: 'damaged' }
}
