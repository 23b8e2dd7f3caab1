import { expect, test } from 'vitest'
import { openMemoryTill } from '../../../tests/simulation/memory-till.ts'
import { catchUpWithJournal } from './catch-up-with-journal.ts'
import { factRecordOf } from './fact-record.ts'

test('what the journal has lost in its middle stays in the database, and can still go to head office', async () => {
  const { env, bridge } = await openMemoryTill()
  for (const number of [1, 2, 3, 4]) {
    const factId = `fact-${number}`
    const recorded = await bridge.record({
      factId,
      occurredAt: number,
      businessDate: '2026-11-21',
      cashierId: 'lan',
      body: {
        kind: 'award',
        posting: {
          kind: 'award',
          postingId: factId,
          memberId: 'member-1',
          programVersion: 1,
          businessDate: '2026-11-21',
          moves: [{ lotId: `${factId}/points`, unitId: 'points', points: 1, expiresOn: null }],
        },
        sale: { amountMinor: 10_000, paidWithPointsMinor: 0, receiptNumber: factId },
        tierDiscountMinor: 0,
        occasion: { businessDate: '2026-11-21', minuteOfDay: 600, storeId: 's1' },
        basis: { memberVersion: 1, tierId: null },
        steps: [],
      },
    })
    // A crash came between the last fact's two writes.
    if (recorded.ok && number < 4) await env.db.facts.put(factRecordOf(recorded.value))
  }
  bridge.journal.splice(1, 2)
  expect(await catchUpWithJournal(env)).toEqual({ ok: true, value: { replayedFacts: 1 } })
  const kept = await env.db.facts.toArray()
  expect(kept.map(({ terminalSeq }) => terminalSeq)).toEqual([1, 2, 3, 4])
})
