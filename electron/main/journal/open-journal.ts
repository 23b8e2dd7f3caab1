import { dirname, join } from 'node:path'
import { type ChainHead, genesisHead } from '../../../shared/domain/fact.ts'
import type { Log } from '../log.ts'
import { createSegment, Journal, type OpenSegment } from './journal.ts'
import { type JournalDisk, nodeDisk } from './journal-disk.ts'
import { segmentBytesMax } from './limits.ts'
import { cutTornTail, replaceDamagedSegment } from './mend-journal.ts'
import { type VerifiedJournal, verifyJournal } from './verify-journal.ts'

export type JournalPlace = {
  dataFolder: string
  identity: { terminalId: string; storeId: string; epoch: number; enrolmentNonce: string }
  log: Log
  disk?: JournalDisk
  segmentBytesMax?: number
}

/**
 * Opens the journal of this enrolment: verifies all of it, cuts a half-written last record, puts damaged parts aside.
 * When the chain's head cannot be known for certain, the journal opens for reading only (`journal-damaged`).
 */
export async function openJournal(place: JournalPlace): Promise<Journal> {
  const { log, disk = nodeDisk } = place
  const genesis = genesisHead(chainRoot(place.identity))
  const folder = join(place.dataFolder, 'journal', folderName(genesis))
  await disk.makeFolder(folder)
  await disk.syncFolder(dirname(folder))
  await disk.syncFolder(place.dataFolder)
  const verified = await verifyAndMend({ disk, folder, genesis, log })
  const { head, index, unsafeBecause } = verified
  if (unsafeBecause !== undefined) log.error('No fact may follow in this journal', { unsafeBecause })
  const segment = unsafeBecause === undefined ? await openLastSegment(disk, folder, verified) : undefined
  log.info('Journal opened', { terminalSeq: head.terminalSeq, factCount: index.count, folder })
  const bytesMax = place.segmentBytesMax ?? segmentBytesMax
  return new Journal({ disk, folder, log, head, index, segment, segmentBytesMax: bytesMax })
}

async function verifyAndMend(input: {
  disk: JournalDisk
  folder: string
  genesis: ChainHead
  log: Log
}): Promise<VerifiedJournal> {
  const verified = await verifyJournal(input)
  if (verified.unsafeBecause !== undefined) return verified
  for (const name of verified.damagedSegments) await replaceDamagedSegment(input, name)
  // What was mended lies at other places now, and is believed only when it has been read again.
  if (verified.damagedSegments.length > 0) return verifyAndMend(input)
  if (verified.last?.isTorn) await cutTornTail(input, verified.last)
  return verified
}

async function openLastSegment(
  disk: JournalDisk,
  folder: string,
  { last, head }: VerifiedJournal,
): Promise<OpenSegment> {
  if (!last) return createSegment(disk, folder, head.terminalSeq + 1)
  const file = await disk.open(join(folder, last.name), 'existing')
  return { name: last.name, file, endOffset: last.endOffset }
}

const chainRoot = ({ terminalId, storeId, epoch, enrolmentNonce }: JournalPlace['identity']) => ({
  terminalId,
  storeId,
  epoch,
  enrolmentNonce,
})

/** One folder for each enrolment: another epoch is another chain, and the old one is kept. */
const folderName = ({ epoch, hash }: ChainHead): string =>
  `epoch-${String(epoch).padStart(4, '0')}-${hash.slice(0, 12)}`
