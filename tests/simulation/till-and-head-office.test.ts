import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { awardPoints } from '../../renderer/till/commands/award-points.ts'
import { redeemPoints } from '../../renderer/till/commands/redeem-points.ts'
import { catchUpWithJournal } from '../../renderer/till/db/catch-up-with-journal.ts'
import { newSyncMeta } from '../../renderer/till/db/meta-rows.ts'
import { loadMemberView } from '../../renderer/till/queries/load-member-view.ts'
import { movedPoints } from '../../shared/domain/posting.ts'
import { balancePoints } from '../../shared/domain/standing.ts'
import { MemoryHeadOffice } from './memory-head-office.ts'
import { openMemoryTill, settle } from './memory-till.ts'

/**
 * Whatever the network, the disk and head office do, in whatever order: the screen's balance is the sum of what this till
 * has done, at every step, and at the end head office has each fact once.
 */

const memberIds = ['member-1', 'member-2', 'member-3'] as const
const member = fc.constantFrom(...memberIds)
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('award' as const),
      member,
      blocks: fc.integer({ min: 1, max: 60 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('redeem' as const), member }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'exchange' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'answer-lost' as const }) },
  { weight: 2, arbitrary: fc.constantFrom({ kind: 'offline' as const }, { kind: 'online' as const }) },
  // An exchange that is cut off between two answers shows the states that lie between.
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('cut' as const, 'restore' as const),
      answers: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'backup' as const }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ kind: 'facts-lost' as const }, { kind: 'database-lost' as const }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

type Till = Awaited<ReturnType<typeof openMemoryTill>>

async function openedTill() {
  const headOffice = new MemoryHeadOffice()
  headOffice.pageMax = 2
  memberIds.forEach((_, index) => {
    headOffice.addMember(index + 1)
  })
  const till = await openMemoryTill(headOffice)
  await exchange(till)
  return { ...till, backup: headOffice.backup(), receipts: 0 }
}

async function exchange(till: Till) {
  till.env.sync.start()
  await settle(() => till.timers.waiting.length === 1)
}

async function take(till: Awaited<ReturnType<typeof openedTill>>, taken: Step) {
  const { env, bridge, headOffice } = till
  till.receipts += 1
  const sale = { receiptNumber: `R${till.receipts}`, cashierId: 'staff-1' }
  switch (taken.kind) {
    case 'award':
      return awardPoints(env, { ...sale, memberId: taken.member, amount: `${taken.blocks}0000` })
    case 'redeem':
      return redeemPoints(env, { ...sale, memberId: taken.member, points: 100, amount: '200000' })
    case 'exchange':
      return exchange(till)
    case 'answer-lost':
      return bridge.troubles.push({ kind: 'answer-lost' })
    case 'restore':
      headOffice.restore(till.backup)
      bridge.answersLeft = taken.answers
      return exchange(till)
    case 'cut':
      bridge.isOffline = false
      bridge.answersLeft = taken.answers
      return exchange(till)
    case 'offline':
    case 'online':
      bridge.answersLeft = null
      bridge.isOffline = taken.kind === 'offline'
      return undefined
    case 'backup':
      till.backup = headOffice.backup()
      return undefined
    case 'facts-lost':
      await settle(() => till.timers.waiting.length === 1)
      await env.db.facts.clear()
      return catchUpWithJournal(env)
    case 'database-lost':
      await settle(() => till.timers.waiting.length === 1)
      await Promise.all([env.db.facts, env.db.members, env.db.acks].map((table) => table.clear()))
      await env.db.meta.put(newSyncMeta(1))
      return catchUpWithJournal(env)
  }
}

/** What the journal says of each member: the truth about a till's own doing. */
const doneBy = (till: Till, memberId: string) =>
  till.bridge.journal
    .filter((fact) => fact.body.posting.memberId === memberId)
    .reduce((sum, fact) => sum + movedPoints(fact.body.posting), 0)

test('the balance on the screen is true at every step, and each fact arrives once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const till = await openedTill()
      for (const taken of steps) {
        await take(till, taken)
        for (const memberId of memberIds) {
          const view = await loadMemberView(till.env, memberId)
          // A till whose database was lost knows no member until head office has been asked.
          if (view) expect(view.balancePoints).toBe(doneBy(till, memberId))
        }
      }
      till.bridge.isOffline = false
      till.bridge.answersLeft = null
      till.bridge.troubles = []
      await exchange(till)
      await exchange(till)
      expect(till.headOffice.data.settled.get('terminal-1 1') ?? []).toEqual(till.bridge.journal)
      for (const memberId of memberIds) {
        const view = await loadMemberView(till.env, memberId)
        const row = till.headOffice.data.members.get(memberId)
        expect(view).toMatchObject({ pendingPoints: 0, balancePoints: doneBy(till, memberId) })
        expect(row && balancePoints(row.standing, 'points')).toBe(view?.confirmedPoints)
      }
      await till.env.sync.stop()
      till.env.db.close()
    }),
    { numRuns: 40 },
  )
}, 120_000)
