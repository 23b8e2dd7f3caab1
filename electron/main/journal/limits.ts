import { factBytesMax } from '../../../shared/contract/limits.ts'

/** Length and CRC. */
export const frameHeaderBytes = 8

/** A record holds one fact. */
export const framePayloadBytesMax = factBytesMax

/** A segment is read into memory whole when it is verified, and is the unit that is put aside when it is damaged. */
export const segmentBytesMax = 8 * 1_048_576

/** Facts handed over the bridge at once: about 10 MB; whoever asks for more has lost count. */
export const factsAfterMax = 10_000
