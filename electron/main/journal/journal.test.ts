import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { requestBytesMax } from '../../../shared/contract/limits.ts'
import {
  chainFault,
  type FactDraft,
  genesisHead,
  headAfter,
  type SealedFact,
} from '../../../shared/domain/fact.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { type JournalDisk, nodeDisk } from './journal-disk.ts'
import { openJournal } from './open-journal.ts'
import { encodeFact } from './segment.ts'

const root = {
  terminalId: 'terminal-1',
  storeId: 'store-1',
  epoch: 2,
  enrolmentNonce: '0123456789abcdef0123456789abcdef',
}

let dataFolder = ''
let logged: string[] = []
const note = (message: string) => {
  logged.push(message)
}
const log = { info: () => {}, warn: note, error: note }

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'pointkeeper-journal-'))
  logged = []
})
afterEach(() => rm(dataFolder, { recursive: true, force: true }))

const open = (over: { disk?: JournalDisk; segmentBytesMax?: number } = {}) =>
  openJournal({ dataFolder, identity: root, log, ...over })

function draft(number: number, points = 25): FactDraft {
  const factId = `fact-${number}`
  return {
    factId,
    occurredAt: 1_790_000_000_000 + number,
    businessDate: '2026-11-21',
    cashierId: 'staff-1',
    body: {
      kind: 'award',
      posting: {
        kind: 'award',
        postingId: factId,
        memberId: `member-${number % 7}`,
        programVersion: 1,
        businessDate: '2026-11-21',
        moves: [{ lotId: `${factId}/points`, unitId: 'points', points, expiresOn: '2027-11-21' }],
      },
      sale: {
        receiptNumber: `HD-${number}`,
        amountMinor: 250_000,
        paidWithPointsMinor: 0,
      },
      tierDiscountMinor: 0,
      occasion: { businessDate: '2026-11-21', minuteOfDay: 600, storeId: 'store-1' },
      basis: { memberVersion: 1, tierId: null },
      steps: [],
    },
  }
}

function value<Value, Refused>(result: Result<Value, Refused>): Value {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`)
  return result.value
}

async function recordMany(count: number, from = 1, segmentBytesMax = 8 * 1_048_576): Promise<SealedFact[]> {
  const journal = await open({ segmentBytesMax })
  const facts: SealedFact[] = []
  for (let number = from; number < from + count; number += 1)
    facts.push(value(await journal.record(draft(number))))
  await journal.close()
  return facts
}

async function journalFolder(): Promise<string> {
  const [epoch = ''] = await readdir(join(dataFolder, 'journal'))
  return join(dataFolder, 'journal', epoch)
}
const journalFiles = async () => (await readdir(await journalFolder())).sort()

test('ten thousand facts are one verified chain, before and after it is opened again', async () => {
  const written = await recordMany(10_000, 1, 1_048_576)
  expect((await journalFiles()).length).toBeGreaterThan(5)
  const journal = await open()
  expect(journal.head.terminalSeq).toBe(10_000)
  expect(journal.head.counters).toEqual({ facts: 10_000, awardedPoints: 250_000, redeemedPoints: 0 })
  let head = genesisHead(root)
  for (let after = 0; after < 10_000; after += 1_000) {
    for (const fact of await journal.factsAfter(after, 1_000)) {
      expect(chainFault(fact, head)).toBeUndefined()
      head = headAfter(fact)
    }
  }
  expect(head).toEqual(journal.head)
  expect(await journal.factsAfter(9_998, 50)).toEqual(written.slice(-2))
  await journal.close()
  expect(logged).toEqual([])
}, 120_000)

test('the same factId again gives the fact that was sealed before, also after a restart', async () => {
  const [first] = await recordMany(3)
  const journal = await open()
  expect(value(await journal.record(draft(1)))).toEqual(first)
  expect(journal.head.terminalSeq).toBe(3)
  await journal.close()
})

test('records that race are sealed one after the other', async () => {
  const journal = await open()
  const numbers = Array.from({ length: 50 }, (_, index) => index + 1)
  const facts = (await Promise.all(numbers.map((number) => journal.record(draft(number))))).map(value)
  expect(facts.map((fact) => fact.terminalSeq)).toEqual(numbers)
  expect(await journal.factsAfter(0, 100)).toEqual(facts)
  const twice = await Promise.all([journal.record(draft(99)), journal.record(draft(99))])
  expect(value(twice[0])).toEqual(value(twice[1]))
  expect(journal.head.terminalSeq).toBe(51)
  await journal.close()
})

test('a record cut short at any byte is cut off, and every fact before it stays', async () => {
  const written = await recordMany(3)
  const folder = await journalFolder()
  const [name = ''] = await journalFiles()
  const whole = await readFile(join(folder, name))
  const last = written[2]
  const lastBytes = last ? encodeFact(last).length : 0
  for (let kept = 1; kept < lastBytes; kept += 1) {
    await writeFile(join(folder, name), whole)
    await truncate(join(folder, name), whole.length - lastBytes + kept)
    const journal = await open()
    expect(journal.head.terminalSeq, `${kept} bytes kept`).toBe(2)
    await journal.close()
  }
  const journal = await open()
  expect(value(await journal.record(draft(4))).terminalSeq).toBe(3)
  await journal.close()
  const torn = (await journalFiles()).filter((file) => file.includes('.torn'))
  expect(torn).toHaveLength(lastBytes - 1)
}, 120_000)

test('a tail of zeros, as a power cut leaves it, is cut off', async () => {
  await recordMany(2)
  const [name = ''] = await journalFiles()
  await appendFile(join(await journalFolder(), name), Buffer.alloc(700))
  const journal = await open()
  expect(journal.head.terminalSeq).toBe(2)
  expect(value(await journal.record(draft(3))).terminalSeq).toBe(3)
  await journal.close()
})

test('a flipped byte in the middle: the file is put aside, what is genuine stays, selling goes on', async () => {
  const written = await recordMany(5)
  const path = join(await journalFolder(), (await journalFiles())[0] ?? '')
  const bytes = await readFile(path)
  const third = written.slice(0, 2).reduce((sum, fact) => sum + encodeFact(fact).length, 0) + 40
  bytes[third] = (bytes[third] ?? 0) ^ 0x04
  await writeFile(path, bytes)

  const journal = await open()
  expect(journal.head).toEqual(headAfter(written[4] as SealedFact))
  expect((await journal.factsAfter(0, 10)).map((fact) => fact.terminalSeq)).toEqual([1, 2, 4, 5])
  expect(value(await journal.record(draft(6))).previousHash).toBe(written[4]?.hash)
  await journal.close()
  const aside = (await journalFiles()).find((file) => file.endsWith('.damaged')) ?? ''
  expect(await readFile(join(await journalFolder(), aside))).toEqual(bytes)
  expect(logged).toContain('A damaged part of the journal was put aside')

  const again = await open()
  expect(again.head.terminalSeq).toBe(6)
  await again.close()
  expect((await journalFiles()).filter((file) => file.endsWith('.damaged'))).toHaveLength(1)
})

test('a flipped bit anywhere never gives a wrong fact and never a second fact with a number in use', async () => {
  const written = await recordMany(3)
  const path = join(await journalFolder(), (await journalFiles())[0] ?? '')
  const whole = await readFile(path)
  for (let offset = 0; offset < whole.length; offset += 7) {
    const bytes = Buffer.from(whole)
    bytes[offset] = (bytes[offset] ?? 0) ^ (1 << (offset % 8))
    await writeFile(path, bytes)
    const journal = await open()
    for (const fact of await journal.factsAfter(0, 10))
      expect(written[fact.terminalSeq - 1], `bit of byte ${offset}`).toEqual(fact)
    const next = await journal.record(draft(4))
    expect(next.ok ? next.value.terminalSeq : next.refusal.code, `bit of byte ${offset}`).toBe(
      journal.head.terminalSeq === 4 ? 4 : 'journal-damaged',
    )
    await journal.close()
  }
}, 120_000)

test('damage in the last record leaves the chain unknown: nothing may follow, everything is kept', async () => {
  const written = await recordMany(3)
  const path = join(await journalFolder(), (await journalFiles())[0] ?? '')
  const bytes = await readFile(path)
  bytes[bytes.length - 20] = 0x07
  await writeFile(path, bytes)
  for (let boot = 0; boot < 2; boot += 1) {
    const journal = await open()
    expect(await journal.record(draft(4))).toEqual({ ok: false, refusal: { code: 'journal-damaged' } })
    expect(await journal.factsAfter(0, 10)).toEqual(written.slice(0, 2))
    await journal.close()
    expect(await readFile(path)).toEqual(bytes)
  }
})

test('an empty segment is continued; one whose facts are gone is not', async () => {
  await recordMany(4, 1, 1_000)
  const folder = await journalFolder()
  const names = await journalFiles()
  expect(names).toHaveLength(4)
  await writeFile(join(folder, '000000000005.journal'), '')
  const journal = await open()
  expect(value(await journal.record(draft(5))).terminalSeq).toBe(5)
  await journal.close()

  await writeFile(join(folder, '000000000006.journal'), '')
  await writeFile(join(folder, '000000000005.journal'), '')
  const damaged = await open()
  expect(await damaged.record(draft(6))).toEqual({ ok: false, refusal: { code: 'journal-damaged' } })
  await damaged.close()
})

test('a chain that does not hold is not continued', async () => {
  await recordMany(2)
  const folder = await journalFolder()
  const [name = ''] = await journalFiles()
  const other = await openJournal({ dataFolder: join(dataFolder, 'other'), identity: root, log })
  const foreign = []
  for (const number of [11, 12, 13]) foreign.push(value(await other.record(draft(number, 30))))
  await other.close()
  await appendFile(join(folder, name), encodeFact(foreign[2] as SealedFact))
  const journal = await open()
  expect(await journal.record(draft(3))).toEqual({ ok: false, refusal: { code: 'journal-damaged' } })
  expect((await journal.factsAfter(0, 10)).length).toBe(2)
  await journal.close()
})

test('another enrolment has its own journal, and the old one stays', async () => {
  await recordMany(2)
  const journal = await openJournal({ dataFolder, identity: { ...root, epoch: 3 }, log })
  expect(journal.head.terminalSeq).toBe(0)
  await journal.close()
  expect(await readdir(join(dataFolder, 'journal'))).toHaveLength(2)
})

/** The real disk, with every call to a file passing by. */
function watchedDisk(watch: (call: 'write' | 'syncData' | 'syncFolder') => void): JournalDisk {
  return {
    ...nodeDisk,
    syncFolder: async (folder) => {
      watch('syncFolder')
      await nodeDisk.syncFolder(folder)
    },
    open: async (path, how) => {
      const file = await nodeDisk.open(path, how)
      return {
        ...file,
        write: async (bytes, offset) => {
          try {
            watch('write')
          } catch (error) {
            await file.write(bytes.subarray(0, 11), offset)
            throw error
          }
          await file.write(bytes, offset)
        },
        syncData: async () => {
          watch('syncData')
          await file.syncData()
        },
      }
    },
  }
}

const diskFull = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })

test('each fact costs exactly one fdatasync, and is written before it', async () => {
  const calls: string[] = []
  const journal = await open({ disk: watchedDisk((call) => calls.push(call)) })
  calls.length = 0
  for (const number of [1, 2, 3]) value(await journal.record(draft(number)))
  expect(calls).toEqual(['write', 'syncData', 'write', 'syncData', 'write', 'syncData'])
  await journal.close()
})

test('a new segment is known to its folder before a fact is in it', async () => {
  const calls: string[] = []
  const journal = await open({ disk: watchedDisk((call) => calls.push(call)), segmentBytesMax: 1_000 })
  value(await journal.record(draft(1)))
  calls.length = 0
  value(await journal.record(draft(2)))
  expect(calls).toEqual(['syncFolder', 'write', 'syncData'])
  await journal.close()
})

test('after a sync that failed nothing is written to the file again; the next boot verifies it', async () => {
  let isBroken = false
  let writeCount = 0
  const disk = watchedDisk((call) => {
    if (call === 'write') writeCount += 1
    if (call === 'syncData' && isBroken) throw Object.assign(new Error('i/o error'), { code: 'EIO' })
  })
  const journal = await open({ disk })
  value(await journal.record(draft(1)))
  isBroken = true
  expect(await journal.record(draft(2))).toEqual({ ok: false, refusal: { code: 'journal-failed' } })
  isBroken = false
  expect(await journal.record(draft(3))).toEqual({ ok: false, refusal: { code: 'journal-failed' } })
  expect(writeCount).toBe(2)
  expect(journal.head.terminalSeq).toBe(1)
  await journal.close()
  const again = await open()
  expect(value(await again.record(draft(2))).terminalSeq).toBe(2)
  expect(value(await again.record(draft(3))).terminalSeq).toBe(3)
  await again.close()
})

test('a fact that fits no exchange is refused, and selling goes on', async () => {
  const journal = await open()
  const step = { step: 'benefit' as const, vi: 'x'.repeat(requestBytesMax / 4), en: '' }
  const large = draft(1)
  large.body = { ...large.body, steps: [step, step, step, step] }
  expect(await journal.record(large)).toEqual({ ok: false, refusal: { code: 'fact-too-large' } })
  expect(value(await journal.record(draft(2))).terminalSeq).toBe(1)
  await journal.close()
})

test('a full disk refuses the fact, and selling goes on when there is space again', async () => {
  let isFull = false
  const disk = watchedDisk((call) => {
    if (call === 'write' && isFull) throw diskFull()
  })
  const journal = await open({ disk })
  value(await journal.record(draft(1)))
  isFull = true
  expect(await journal.record(draft(2))).toEqual({ ok: false, refusal: { code: 'disk-full' } })
  isFull = false
  expect(value(await journal.record(draft(3))).terminalSeq).toBe(2)
  await journal.close()
  const again = await open()
  expect((await again.factsAfter(0, 10)).map((fact) => fact.factId)).toEqual(['fact-1', 'fact-3'])
  expect(logged).not.toContain('A half-written record was cut from the journal')
  await again.close()
})

test('a disk that fills up while a new segment is made: selling goes on when there is space again', async () => {
  let isFull = false
  const disk = watchedDisk((call) => {
    if (call === 'syncFolder' && isFull) throw diskFull()
  })
  const journal = await open({ disk, segmentBytesMax: 1_000 })
  value(await journal.record(draft(1)))
  isFull = true
  expect(await journal.record(draft(2))).toEqual({ ok: false, refusal: { code: 'disk-full' } })
  isFull = false
  expect(value(await journal.record(draft(3))).terminalSeq).toBe(2)
  await journal.close()
  const again = await open()
  expect((await again.factsAfter(0, 10)).map((fact) => fact.factId)).toEqual(['fact-1', 'fact-3'])
  await again.close()
})
