import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import { openTillDatabase } from './open-till-database.ts'

afterEach(() => vi.restoreAllMocks())

const program = {
  programId: 'sample',
  version: 1,
  name: { vi: 'Thẻ', en: 'Card' },
  currency: { code: 'VND', exponent: 0 },
  timeZone: 'Asia/Ho_Chi_Minh',
  validFrom: '2020-01-01',
  cardPrefix: '29',
  awardRules: [],
  tiers: [],
  pointsIntoMoney: null,
}

/** A database with one row, closed again; then it fails to open this many times. */
async function failing(name: string, times: number) {
  const before = await openTillDatabase({ log: () => undefined, clock: Date.now, name })
  await before.programs.put(program)
  before.close()
  const open = vi.spyOn(Dexie.prototype, 'open')
  for (let time = 0; time < times; time += 1)
    open.mockRejectedValueOnce(new Dexie.UnknownError('Internal error opening backing store'))
  const log: string[] = []
  return { log, open: () => openTillDatabase({ log: (event) => log.push(event), clock: Date.now, name }) }
}

test('a database that opens at the second try keeps its rows', async () => {
  const { log, open } = await failing('second-try', 1)
  const db = await open()
  expect(await db.programs.toArray()).toEqual([program])
  expect(await db.linkMeta()).toMatchObject({ state: 'starting' })
  expect(log).toEqual(['database.open-failed'])
})

test('a database that stays shut is begun again, empty', async () => {
  const { log, open } = await failing('shut', 3)
  const db = await open()
  expect(await db.programs.toArray()).toEqual([])
  expect(log).toHaveLength(3)
})

test('one that cannot even be begun again says so', async () => {
  const { open } = await failing('gone', 9)
  await expect(open()).rejects.toThrow('backing store')
})
