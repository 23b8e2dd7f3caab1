import type { AwardBasis } from '../../shared/domain/award-basis.ts'
import type { AwardRule } from '../../shared/domain/award-rule.ts'
import type { Occasion } from '../../shared/domain/occasion.ts'
import { type ProgramDocument, programDocument } from '../../shared/domain/program.ts'
import type { Decision, Refusal } from '../../shared/domain/refusal.ts'
import type { Sale } from '../../shared/domain/sale.ts'
import { readScenario } from '../../shared/domain/scenario/read-scenario.ts'
import { runScenario, type ScenarioOutcome } from '../../shared/domain/scenario/run-scenario.ts'

/** Each 100,000 đ gives 10 points; each 100 points take 10,000 đ off, up to half of the bill. */
export const billRule: AwardRule = {
  ruleId: 'bill',
  by: 'bill',
  everyMinor: 100_000,
  points: 10,
  rounding: 'whole-blocks',
}

/** A program of one bill rule, changed as a test wants it; parsed, so that a test cannot use what the schema refuses. */
export const sampleProgram = (changes: Partial<ProgramDocument> = {}): ProgramDocument =>
  programDocument.parse({
    programId: 'sample',
    version: 1,
    name: { vi: 'Chương trình mẫu', en: 'Sample program' },
    currency: { code: 'VND', exponent: 0 },
    timeZone: 'Asia/Ho_Chi_Minh',
    validFrom: '2026-01-01',
    cardPrefix: '20',
    awardRules: [billRule],
    tiers: [],
    pointsIntoMoney: { everyPoints: 100, amountMinor: 10_000, minimumPoints: 100, billShareMaxPercent: 50 },
    ...changes,
  })

export const tierOf = (tierId: string, fromPoints: number, more: object = {}) => ({
  tierId,
  name: { vi: tierId, en: tierId },
  fromPoints,
  multiplierPercent: 100,
  ...more,
})

export const sampleSale = (amountMinor: number, more: Partial<Sale> = {}): Sale => ({
  amountMinor,
  paidWithPointsMinor: 0,
  receiptNumber: 'HD1',
  ...more,
})

export const atNoon = (businessDate: string): Occasion => ({ businessDate, minuteOfDay: 720, storeId: 'hn1' })

export const newMemberBasis: AwardBasis = { memberVersion: 0, tierId: null }

/** The value of a decision that a test expects to be made. */
export function decided<Value>(decision: Decision<Value>): Value {
  if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.refusal)}`)
  return decision.value
}

export function refused(decision: Decision<unknown>): Refusal {
  if (decision.ok) throw new Error(`not refused: ${JSON.stringify(decision.value)}`)
  return decision.refusal
}

/** Runs a scenario of one program; throws on a scenario that cannot be read. */
export function play(
  program: ProgramDocument,
  events: object[],
  members: object[] = [{ member: 'an' }],
): ScenarioOutcome {
  const read = readScenario({ program, members, events })
  if (!read.ok) throw new Error(JSON.stringify(read.refusal))
  return runScenario(read.value)
}
