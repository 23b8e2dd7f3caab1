import fc from 'fast-check'
import type { Scenario, ScenarioEvent } from '../../shared/domain/scenario/scenario.ts'
import { arbitraryScenario } from './arbitrary-scenario.ts'

/**
 * Generated scenarios that can all be recorded in one head office: each has a program version, members, receipt numbers
 * and ids of its own. What members have at the start comes by adjustments, because head office knows only postings.
 */
export const scenariosForOneOffice = (ask: {
  seed: number
  count: number
  firstVersion: number
}): Scenario[] =>
  fc
    .sample(arbitraryScenario(), { seed: ask.seed, numRuns: ask.count })
    .map((scenario, index) => ownScenario(scenario, `s${index + 1}`, ask.firstVersion + index))

function ownScenario(scenario: Scenario, prefix: string, version: number): Scenario {
  if (!scenario.program) throw new Error('a scenario of one program')
  const own = (name: string): string => `${prefix}-${name}`
  const openings = scenario.members.flatMap(({ member, opening = [] }) =>
    opening.map(({ points }, index) => ({
      event: 'adjust' as const,
      id: own(`opening-${member}-${index + 1}`),
      on: '2026-01-09',
      store: 'hn1',
      member: own(member),
      points,
      reason: 'opening',
      approver: 'lan',
    })),
  )
  const members = scenario.members.map(({ opening: _opening, member, referrer, ...rest }) => ({
    ...rest,
    member: own(member),
    ...(referrer !== undefined && { referrer: own(referrer) }),
  }))
  const events = scenario.events.map((event, index) => ownEvent(event, own(`e${index + 1}`), own))
  return { program: { ...scenario.program, version }, members, events: [...openings, ...events] }
}

function ownEvent(event: ScenarioEvent, id: string, own: (name: string) => string): ScenarioEvent {
  switch (event.event) {
    case 'close-day':
      return { ...event, id }
    case 'reverse':
      return { ...event, id, of: own(event.of) }
    case 'refund':
      return { ...event, id, sale: own(event.sale) }
    case 'sale':
      return { ...event, id, member: own(event.member), sale: own(event.sale) }
    case 'redeem':
      return {
        ...event,
        id,
        member: own(event.member),
        ...(event.sale !== undefined && { sale: own(event.sale) }),
      }
    case 'transfer':
      return { ...event, id, member: own(event.member), to: own(event.to) }
    default:
      return { ...event, id, member: own(event.member) }
  }
}
