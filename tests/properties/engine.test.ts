import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { applyPosting, standingOf } from '../../shared/domain/apply-posting.ts'
import { checkProgram } from '../../shared/domain/check-program.ts'
import { deriveAgain, postingsOf } from '../../shared/domain/derive.ts'
import { decideExpire, expireBasisOf } from '../../shared/domain/expiry.ts'
import { factBody } from '../../shared/domain/fact-body.ts'
import { ledgerEntriesOf, memberAccount, movedPoints, type Posting } from '../../shared/domain/posting.ts'
import { recompute } from '../../shared/domain/recompute.ts'
import { redeemMaxPoints } from '../../shared/domain/redeem.ts'
import { decideReversal } from '../../shared/domain/reversal.ts'
import { playScenario, runScenario } from '../../shared/domain/scenario/run-scenario.ts'
import type { Scenario } from '../../shared/domain/scenario/scenario.ts'
import { balancePoints, standing } from '../../shared/domain/standing.ts'
import { takeBackBasisOf } from '../../shared/domain/take-back.ts'
import { programTerms } from '../../shared/domain/terms.ts'
import { unitsOf } from '../../shared/domain/unit.ts'
import { arbitraryProgram } from '../support/arbitrary-program.ts'
import { arbitraryScenario } from '../support/arbitrary-scenario.ts'
import { extremeScenario } from '../support/extreme-program.ts'
import { testProperty } from '../support/property.ts'
import { atNoon, play } from '../support/sample-program.ts'

const programOf = (scenario: Scenario) => {
  if (!scenario.program) throw new Error('a scenario of one program')
  return scenario.program
}

/** Every number in a value, however deep. */
function* numbersIn(value: unknown): Generator<number> {
  if (typeof value === 'number') yield value
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) yield* numbersIn(each)
}

/** Mechanics by which a shop may on purpose give less for more: groups with priorities, and multipliers below 100 %. */
const monotoneProgram = arbitraryProgram().map((program) => ({
  ...program,
  awardRules: program.awardRules.map(
    ({ group: _group, priority: _priority, ...rule }) => rule as typeof rule & never,
  ),
}))

describe('the engine', () => {
  testProperty(
    'balances equal the sum of ledger entries and of lots; entries of a posting sum to zero',
    fc.property(arbitraryScenario(), (scenario) => {
      const { facts, members, outcome } = playScenario({ ...scenario, members: withoutOpening(scenario) })
      const postings = facts.flatMap((fact) => postingsOf(fact.body))
      for (const posting of postings) {
        const entries = ledgerEntriesOf(posting)
        expect(entries.reduce((sum, entry) => sum + entry.points, 0)).toBe(0)
      }
      for (const member of members.values())
        for (const { unitId } of unitsOf(programOf(scenario))) {
          const account = memberAccount(member.memberId, unitId)
          const entries = postings.flatMap(ledgerEntriesOf).filter((entry) => entry.account === account)
          const balance = balancePoints(member.standing, unitId)
          expect(entries.reduce((sum, entry) => sum + entry.points, 0)).toBe(balance)
          const lots = outcome.members[member.memberId]?.lots.filter((lot) => lot.unitId === unitId) ?? []
          expect(lots.reduce((sum, lot) => sum + lot.points, 0)).toBe(balance)
        }
    }),
  )

  testProperty(
    'facts of different terminals applied in any order give the same standing',
    fc.property(arbitraryScenario(), fc.infiniteStream(fc.nat()), (scenario, chance) => {
      const { facts, members } = playScenario({ ...scenario, members: withoutOpening(scenario) })
      const postings = facts.flatMap((fact) => postingsOf(fact.body))
      for (const member of members.values()) {
        const own = postings.filter((posting) => posting.memberId === member.memberId)
        const program = programOf(scenario)
        expect(standingOf(shuffled(own, chance), program)).toEqual(standingOf(own, program))
        expect(standingOf(own, program)).toEqual(member.standing)
      }
    }),
  )

  testProperty(
    'head office derives every fact again from itself; a fact and a standing fit their schemas',
    fc.property(arbitraryScenario(), (scenario) => {
      const { facts, members } = playScenario(scenario)
      for (const { body, program } of facts) {
        expect(deriveAgain(body, program)).toBeUndefined()
        expect(deriveAgain(factBody.parse(JSON.parse(JSON.stringify(body))), program)).toBeUndefined()
      }
      for (const member of members.values()) expect(standing.parse(member.standing)).toEqual(member.standing)
    }),
  )

  testProperty(
    'a fact whose points were changed does not derive',
    fc.property(arbitraryScenario(), fc.integer({ min: 1, max: 9 }), (scenario, more) => {
      for (const { body, program } of playScenario(scenario).facts) {
        const [first, ...rest] = body.posting.moves
        if (!first) continue
        const moves = [{ ...first, points: first.points + more }, ...rest]
        const forged = { ...body, posting: { ...body.posting, moves } } as typeof body
        expect(deriveAgain(forged, program)).toBeDefined()
      }
    }),
  )

  testProperty(
    'explain, then recompute, gives the same posting',
    fc.property(arbitraryScenario(), (scenario) => {
      for (const { body } of playScenario(scenario).facts) {
        const again = recompute(body.steps)
        expect(again.moves).toEqual(body.posting.moves)
        expect(again.tallies).toEqual(body.posting.tallies ?? [])
        expect(again.vouchers).toEqual(body.posting.vouchers ?? [])
        expect(again.progress).toEqual(body.posting.progress)
        if ('discountMinor' in body) expect(again.discountMinor).toBe(body.discountMinor)
        if ('tierDiscountMinor' in body) expect(again.discountMinor).toBe(body.tierDiscountMinor)
      }
    }),
  )

  testProperty(
    'never a number that is not whole, never beyond 2^53',
    fc.property(arbitraryScenario(), (scenario) => {
      for (const number of numbersIn(runScenario(scenario))) expect(Number.isSafeInteger(number)).toBe(true)
    }),
  )

  testProperty(
    'no evaluation, check or text throws on what the schemas accept, and no number leaves 2^53',
    fc.property(extremeScenario, (scenario) => {
      const program = programOf(scenario)
      const { outcome, facts } = playScenario(scenario)
      for (const number of numbersIn(outcome)) expect(Number.isSafeInteger(number)).toBe(true)
      for (const { body } of facts) expect(factBody.safeParse(body).error).toBeUndefined()
      for (const finding of checkProgram(program)) expect(finding.sentence.vi).not.toBe('')
      expect(programTerms(program).vi.length).toBe(programTerms(program).en.length)
    }),
  )

  testProperty(
    'no order of rules, campaigns, tiers and units in the file changes a result',
    fc.property(arbitraryScenario(), fc.infiniteStream(fc.nat()), (scenario, chance) => {
      const program = programOf(scenario)
      const other = {
        ...program,
        awardRules: shuffled(program.awardRules, chance),
        ...(program.campaigns && { campaigns: shuffled(program.campaigns, chance) }),
        tiers: shuffled(program.tiers, chance),
      }
      expect(runScenario({ ...scenario, program: other })).toEqual(runScenario(scenario))
    }),
  )

  testProperty(
    'an award is monotone in the amount',
    fc.property(
      monotoneProgram,
      fc.integer({ min: 1, max: 5_000_000 }),
      fc.integer({ min: 1, max: 5_000_000 }),
      (program, one, other) => {
        const [less = 0, more = 0] = [one, other].sort((a, b) => a - b)
        const awarded = (amountMinor: number): Record<string, number> =>
          play(program, [{ event: 'sale', on: '2026-03-01', member: 'an', sale: 'HD1', amountMinor }])
            .events[0]?.awarded ?? {}
        for (const { unitId } of unitsOf(program))
          expect(awarded(more)[unitId]).toBeGreaterThanOrEqual(awarded(less)[unitId] ?? 0)
      },
    ),
  )

  testProperty(
    'a redeem never takes more than there is, nor more money off than its share of the bill',
    fc.property(arbitraryScenario(), (scenario) => {
      const program = programOf(scenario)
      for (const { body } of playScenario(scenario).facts) {
        if (body.kind !== 'redeem' && body.kind !== 'reward' && body.kind !== 'voucher') continue
        expect(body.discountMinor).toBeLessThanOrEqual(body.billMinor ?? 0)
        if (body.kind === 'voucher') continue
        expect(-movedPoints(body.posting)).toBeLessThanOrEqual(body.basis.usablePoints)
        if (body.kind !== 'redeem') continue
        const percent = program.pointsIntoMoney?.billShareMaxPercent ?? 0
        expect(body.discountMinor * 100).toBeLessThanOrEqual(body.billMinor * percent)
        const { billMinor } = body
        const largest = redeemMaxPoints({ billMinor, usablePoints: body.basis.usablePoints, program })
        expect(body.points).toBeLessThanOrEqual(largest)
      }
    }),
  )

  testProperty(
    'refunding in any number of parts equals refunding at once',
    fc.property(
      arbitraryProgram(),
      fc.integer({ min: 100, max: 5_000_000 }),
      fc.array(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 6 }),
      fc.integer({ min: 0, max: 400 }),
      (given, amountMinor, parts, points) => {
        const program = { ...given, refunds: { shortfall: 'negative-balance' as const } }
        const bought = [
          { event: 'redeem', on: '2026-03-01', member: 'an', sale: 'HD1', points, billMinor: amountMinor },
          { event: 'sale', on: '2026-03-01', member: 'an', sale: 'HD1', amountMinor },
        ]
        const opening = [{ points: 150, expiresOn: '2026-12-31' }, { points: 250 }]
        const members = [{ member: 'an', opening }]
        const back = { event: 'refund', on: '2026-03-02', sale: 'HD1' }
        const atOnce = play(program, [...bought, back], members)
        const inParts = play(
          program,
          [...bought, ...parts.map((part) => ({ ...back, amountMinor: part })), back],
          members,
        )
        const end = (outcome: typeof atOnce) => {
          const { balances, lots, vouchers, nextTier } = outcome.members.an ?? {}
          return { balances, lots, vouchers, nextTier }
        }
        if (atOnce.events[2]?.outcome === 'done') expect(end(inParts)).toEqual(end(atOnce))
      },
    ),
  )

  testProperty(
    'a reversal of a reversal is refused, and a second reversal too',
    fc.property(arbitraryScenario(), (scenario) => {
      const { facts, members } = playScenario(scenario)
      for (const { body, program } of facts) {
        if (body.kind !== 'refund' && body.kind !== 'reversal') continue
        const member = members.get(body.posting.memberId)
        if (!member) continue
        const reverse = (postings: Posting[]) =>
          decideReversal({
            postingId: 'again',
            memberId: member.memberId,
            postings,
            ofMinor: 1,
            basis: takeBackBasisOf(member, postings),
            occasion: atNoon('2027-06-01'),
            program,
          })
        expect(reverse([body.posting])).toMatchObject({ refusal: { code: 'reversal-of-reversal' } })
        if (body.kind === 'reversal')
          expect(reverse(body.postings)).toMatchObject({ refusal: { code: 'reversal-already' } })
      }
    }),
  )

  testProperty(
    'an expiry run twice changes nothing, and days of downtime lose nothing',
    fc.property(arbitraryScenario(), (scenario) => {
      const program = programOf(scenario)
      for (const member of playScenario(scenario).members.values()) {
        const { memberId } = member
        const expire = (state: typeof member.standing, businessDate: string) => {
          const basis = expireBasisOf({ version: 1, standing: state })
          return decideExpire({ postingId: `x/${businessDate}`, memberId, businessDate, basis, program })
        }
        const first = expire(member.standing, '2028-12-31')
        if (!first.ok) continue
        const after = applyPosting(member.standing, first.value.posting, program)
        expect(expire(after, '2028-12-31')).toMatchObject({ refusal: { code: 'expire-nothing' } })
      }
    }),
  )
})

const withoutOpening = (scenario: Scenario): Scenario['members'] =>
  scenario.members.map(({ opening: _opening, ...member }) => member)

/** The same things in an order that chance decides. */
function shuffled<Item>(items: readonly Item[], chance: fc.Stream<number>): Item[] {
  return items
    .map((item) => ({ item, key: chance.next().value ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}
