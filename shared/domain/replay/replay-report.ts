import { floorMultiplyDivide } from '../../lib/integer.ts'
import type { ProgramDocument } from '../program.ts'
import { intoMoneyRule } from '../redeem.ts'
import { tiersInOrder } from '../tier.ts'
import { unitNamed, unitsOf } from '../unit.ts'
import { type DraftNote, draftNotes } from './draft-notes.ts'
import type { MemberReplay, ReplayAsk } from './replay-member.ts'
import { addTotals, emptyTotals, type SideTotals, type UnitTotals, unitTotals } from './side-totals.ts'

export type Both<Value> = { was: Value; would: Value }

/** A unit's sums with their money value; null where the program gives the unit no price in money. */
export type UnitReport = UnitTotals & { liabilityMinor: number | null; costMinor: number | null }
export type RuleReport = {
  /** Null: lowered by limits over all rules of the unit. */
  ruleId: string | null
  unitId: string
} & Both<{ points: number; costMinor: number | null }>

/** What a draft would have made of a recorded period, beside what it was. All money in minor units. */
export type ReplayReport = {
  programId: string
  currency: { code: string; exponent: number }
  from: string
  to: string
  /** The version in force at the end of the period, and the draft's own number. */
  currentVersion: number
  draftVersion: number
  memberCount: number
  factCount: number
  units: ({ unitId: string } & Both<UnitReport>)[]
  /** Money value of all outstanding points at the end of the period. */
  liabilityMinor: Both<number>
  /** Money value of the points given, less those taken back, and the tiers' discounts on bills. */
  costMinor: Both<number>
  tierDiscountMinor: Both<number>
  /** A recorded redeem stays what it was: its points and its money off are the same on both sides. */
  redeems: {
    discountMinor: Both<number>
    uncoveredPoints: number
    uncoveredMembers: number
  }
  /** Recorded things that the draft would have refused, by code. */
  refusedByDraft: Record<string, number>
  awardRules: RuleReport[]
  tiers: { tierId: string | null; wasMembers: number; wouldMembers: number }[]
  tierChanges: {
    memberCount: number
    moves: { wasTierId: string | null; wouldTierId: string | null; memberCount: number }[]
    /** The first of them, by member id. */
    members: { memberId: string; name: string; wasTierId: string | null; wouldTierId: string | null }[]
  }
  notes: DraftNote[]
}

/** Adds members one by one, so that any number of them fits. */
export type ReplaySum = {
  add: (member: MemberReplay) => void
  report: () => ReplayReport
}

export function startReplaySum(ask: ReplayAsk, namedMembersMax: number): ReplaySum {
  const was = emptyTotals()
  const would = emptyTotals()
  const counts = { memberCount: 0, factCount: 0, uncoveredPoints: 0, uncoveredMembers: 0 }
  const refused = new Map<string, number>()
  const pairs = new Map<string, ReplayReport['tierChanges']['moves'][number]>()
  const named: ReplayReport['tierChanges']['members'] = []
  const add = (member: MemberReplay): void => {
    addTotals(was, member.was)
    addTotals(would, member.would)
    counts.memberCount += 1
    counts.factCount += member.factCount
    counts.uncoveredPoints += member.uncoveredPoints
    counts.uncoveredMembers += member.uncoveredPoints > 0 ? 1 : 0
    for (const code of member.refusedByDraft) refused.set(code, (refused.get(code) ?? 0) + 1)
    const [wasTierId, wouldTierId] = [member.was.tierId, member.would.tierId]
    const pair = pairs.get(`${wasTierId} ${wouldTierId}`) ?? { wasTierId, wouldTierId, memberCount: 0 }
    pairs.set(`${wasTierId} ${wouldTierId}`, { ...pair, memberCount: pair.memberCount + 1 })
    if (wasTierId === wouldTierId || named.length >= namedMembersMax) return
    named.push({ memberId: member.memberId, name: member.name, wasTierId, wouldTierId })
  }
  const report = (): ReplayReport => {
    const { memberCount, factCount, ...uncovered } = counts
    const units = unitReports(ask, was, would)
    const moves = [...pairs.values()]
    const changed = moves.filter((move) => move.wasTierId !== move.wouldTierId)
    const liabilityOf = (side: 'was' | 'would') => sumOf(units.map((unit) => unit[side].liabilityMinor))
    const costOf = (side: 'was' | 'would') => sumOf(units.map((unit) => unit[side].costMinor))
    return {
      programId: ask.current.programId,
      currency: ask.current.currency,
      from: ask.from,
      to: ask.to,
      currentVersion: ask.current.version,
      draftVersion: ask.draft.version,
      memberCount,
      factCount,
      units,
      liabilityMinor: { was: liabilityOf('was'), would: liabilityOf('would') },
      costMinor: {
        was: costOf('was') + was.tierDiscountMinor,
        would: costOf('would') + would.tierDiscountMinor,
      },
      tierDiscountMinor: { was: was.tierDiscountMinor, would: would.tierDiscountMinor },
      redeems: { discountMinor: { was: was.discountMinor, would: would.discountMinor }, ...uncovered },
      refusedByDraft: Object.fromEntries([...refused].sort()),
      awardRules: ruleReports(ask, was, would),
      tiers: tierCounts(ask, moves),
      tierChanges: {
        memberCount: changed.reduce((sum, move) => sum + move.memberCount, 0),
        moves: changed.sort((a, b) => b.memberCount - a.memberCount),
        members: named,
      },
      notes: draftNotes(ask),
    }
  }
  return { add, report }
}

const sumOf = (all: readonly (number | null)[]): number =>
  all.reduce<number>((sum, each) => sum + (each ?? 0), 0)

/** What points are worth in money off; money kept as a unit is worth itself; null where there is no price. */
export function pointsValueMinor(points: number, unitId: string, program: ProgramDocument): number | null {
  const rule = intoMoneyRule(program, unitId)
  if (rule) return floorMultiplyDivide(points, rule.amountMinor, rule.everyPoints)
  return unitNamed(program, unitId)?.kind === 'money' ? points : null
}

function unitReports(ask: ReplayAsk, was: SideTotals, would: SideTotals): ReplayReport['units'] {
  const valued = (totals: SideTotals, unitId: string, program: ProgramDocument): UnitReport => {
    const unit = unitTotals(totals, unitId)
    return {
      ...unit,
      liabilityMinor: pointsValueMinor(unit.balancePoints, unitId, program),
      costMinor: pointsValueMinor(unit.givenPoints - unit.takenBackPoints, unitId, program),
    }
  }
  const named = [ask.current, ask.draft].flatMap((program) => unitsOf(program).map((unit) => unit.unitId))
  return [...new Set([...named, ...was.units.keys(), ...would.units.keys()])].map((unitId) => ({
    unitId,
    was: valued(was, unitId, ask.current),
    would: valued(would, unitId, ask.draft),
  }))
}

function ruleReports(ask: ReplayAsk, was: SideTotals, would: SideTotals): RuleReport[] {
  const rules = new Map([...was.rules, ...would.rules])
  return [...rules]
    .map(([name, { ruleId, unitId }]): RuleReport => {
      const side = (totals: SideTotals, program: ProgramDocument) => {
        const points = totals.rules.get(name)?.points ?? 0
        return { points, costMinor: pointsValueMinor(points, unitId, program) }
      }
      return {
        ruleId: ruleId === '' ? null : ruleId,
        unitId,
        was: side(was, ask.current),
        would: side(would, ask.draft),
      }
    })
    .sort((a, b) => b.would.points - a.would.points || ((a.ruleId ?? '~') < (b.ruleId ?? '~') ? -1 : 1))
}

/** Members per tier, from the highest tier down. */
function tierCounts(ask: ReplayAsk, moves: ReplayReport['tierChanges']['moves']): ReplayReport['tiers'] {
  const ordered = [ask.draft, ask.current].flatMap((program) =>
    tiersInOrder(program)
      .reverse()
      .map((tier) => tier.tierId),
  )
  return [...new Set<string | null>([...ordered, null])]
    .map((tierId) => {
      const count = (side: 'wasTierId' | 'wouldTierId') =>
        moves.reduce((sum, move) => (move[side] === tierId ? sum + move.memberCount : sum), 0)
      return { tierId, wasMembers: count('wasTierId'), wouldMembers: count('wouldTierId') }
    })
    .filter((tier) => tier.tierId !== null || tier.wasMembers + tier.wouldMembers > 0)
}
