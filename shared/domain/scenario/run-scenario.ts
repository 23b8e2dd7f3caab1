import { ok } from '../../lib/result.ts'
import type { ProgramDocument } from '../program.ts'
import { refuseWith } from '../refusal.ts'
import { closeDays } from './close-day.ts'
import {
  doneOutcome,
  type EventOutcome,
  type MemberOutcome,
  memberOutcome,
  nextTierOutcome,
  refusedOutcome,
} from './event-outcome.ts'
import { runActivity, runEnroll, runSale } from './run-award.ts'
import { runAdjust, runRefund, runReverse, runTransfer } from './run-correction.ts'
import { runRedeem } from './run-redeem.ts'
import { type Happening, programFor, type Run, type RunMember, record, startRun } from './run-state.ts'
import type { Scenario, ScenarioEvent } from './scenario.ts'

export type ScenarioOutcome = {
  events: EventOutcome[]
  members: Record<string, MemberOutcome & { nextTier: ReturnType<typeof nextTierOutcome> }>
}

/** Runs a scenario. Pure: the same scenario gives the same outcome on every machine. */
export const runScenario = (scenario: Scenario): ScenarioOutcome => playScenario(scenario).outcome

/** Runs a scenario and gives, beside its outcome, the facts that were recorded and where each member stands. */
export function playScenario(scenario: Scenario): {
  outcome: ScenarioOutcome
  facts: Run['facts']
  members: ReadonlyMap<string, RunMember>
} {
  const run = startRun(scenario)
  const firstDay = scenario.events.map((event) => event.on).sort()[0] ?? '2000-01-01'
  const events = scenario.events.map((event, index) =>
    runEvent(run, event, event.id ?? `e${index + 1}`, firstDay),
  )
  const lastDay =
    scenario.events
      .map((event) => event.on)
      .sort()
      .at(-1) ?? firstDay
  const program = programFor(run, lastDay)
  const members = [...run.members.values()].flatMap((member) =>
    program
      ? [
          [
            member.memberId,
            { ...memberOutcome(member, program), nextTier: nextTierOutcome(member, program, lastDay) },
          ] as const,
        ]
      : [],
  )
  return { outcome: { events, members: Object.fromEntries(members) }, facts: run.facts, members: run.members }
}

function runEvent(run: Run, event: ScenarioEvent, id: string, firstDay: string): EventOutcome {
  const program = programFor(run, event.on)
  if (!program) return refusedOutcome(run, event, id, refuseWith('program-missing').refusal, undefined)
  const happening = happeningOf(run, event, id, program, firstDay)
  if (!happening.ok) return refusedOutcome(run, event, id, happening.refusal, program)
  const { postings, bodies } = happening.value
  run.facts.push(
    ...bodies.map((body) => ({ body, program: programFor(run, body.posting.businessDate) ?? program })),
  )
  if (event.event !== 'close-day') for (const posting of postings) record(run, posting, program)
  run.events.set(id, { postings, sale: 'sale' in event ? event.sale : undefined })
  return doneOutcome(run, event, id, happening.value, program)
}

function happeningOf(
  run: Run,
  event: ScenarioEvent,
  id: string,
  program: ProgramDocument,
  firstDay: string,
): Happening {
  switch (event.event) {
    case 'enroll':
      return runEnroll(run, event, id, program)
    case 'sale':
      return runSale(run, event, id, program)
    case 'redeem':
      return runRedeem(run, event, id, program)
    case 'activity':
      return runActivity(run, event, id, program)
    case 'refund':
      return runRefund(run, event, id, program)
    case 'reverse':
      return runReverse(run, event, id, program)
    case 'transfer':
      return runTransfer(run, event, id, program)
    case 'adjust':
      return runAdjust(run, event, id, program)
    case 'close-day':
      return ok(closeDays(run, event.on, firstDay))
  }
}
