import { chromium, expect, test } from '@playwright/test'
import { z } from 'zod'
import { readRows } from '../../server/db/database.ts'
import { inSnapshot } from '../../server/db/transaction.ts'
import { findDifferences } from '../../server/verify/find-differences.ts'

import { memberAccount } from '../../shared/domain/posting.ts'
import { playScenario } from '../../shared/domain/scenario/run-scenario.ts'
import type { Scenario } from '../../shared/domain/scenario/scenario.ts'
import { balancePoints, standing } from '../../shared/domain/standing.ts'
import { unitsOf } from '../../shared/domain/unit.ts'
import { canonicalJson } from '../../shared/lib/canonical-json.ts'
import { openSmallHeadOffice, type SmallHeadOffice } from '../simulation/small-head-office.ts'
import { scenariosForOneOffice } from '../support/scenarios-for-one-office.ts'
import { seedOfRun } from '../support/seed-of-run.ts'
import { bundleForBrowser } from './parts/bundle-for-browser.ts'
import { evaluateScenarios } from './parts/evaluate-scenarios.ts'
import { publishScenarios, settleScenarios } from './parts/settle-scenarios.ts'

/** One engine on both ends: the same scenarios in Node, in Chromium, and through head office's ledger on PostgreSQL. */

const scenarioCount = 200
/** `SEED` repeats a run that failed. */
const seed = seedOfRun()
/** The small head office has published version 1 of its own. */
const firstVersion = 2
const scenarios = scenariosForOneOffice({ seed, count: scenarioCount, firstVersion })

test.beforeAll(() => {
  console.log(`same-engine: ${scenarioCount} scenarios of seed ${seed} (SEED=${seed} repeats them)`)
})

test('Chromium gives what Node gives', async () => {
  const json = JSON.stringify(scenarios)
  const code = await bundleForBrowser(
    new URL('parts/evaluate-scenarios.ts', import.meta.url).pathname,
    'engine',
  )
  const executablePath = process.env.POINTKEEPER_BROWSER
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
  })
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: `${code}\nwindow.engine = engine` })
    const inChromium = z
      .array(z.string())
      .parse(await page.evaluate(`window.engine.evaluateScenarios(${JSON.stringify(json)})`))
    expect(firstDifference(evaluateScenarios(json), inChromium)).toBeUndefined()
  } finally {
    await browser.close()
  }
})

test('head office on PostgreSQL, hearing of it from three terminals, gives what Node gives', async () => {
  const office = await openSmallHeadOffice(0)
  try {
    const played = scenarios.map(playForOffice)
    await publishScenarios(office, played)
    const terminals = [
      await office.enroll('north-1'),
      await office.enroll('north-2'),
      await office.enroll('south-1'),
    ]
    await settleScenarios(terminals, played)
    const expected = played.map((each) => canonicalJson(each.members))
    const settled = await readSettled(office)
    const inDatabase = played.map(({ members }) =>
      canonicalJson(members.map(({ memberId }) => settled.get(memberId))),
    )
    expect(firstDifference(expected, inDatabase)).toBeUndefined()
    const factCount = played.reduce((sum, each) => sum + each.bodies.length, 0)
    const memberCount = played.reduce((sum, each) => sum + each.members.length, 0)
    console.log(`same-engine: ${factCount} facts settled, ${memberCount} members compared`)
    expect(factCount).toBeGreaterThan(scenarioCount)
    const { differences, counts } = await inSnapshot(office.database, findDifferences)
    expect({ differences, facts: counts.facts }).toEqual({ differences: [], facts: factCount })
    // Head office decides every fact again. Redeems beyond the balance are the scenarios' own: refunds of spent points.
    const cases = await readRows(
      office.database`select kind, detail from attention where kind <> 'over-limit'`,
      z.unknown(),
    )
    expect(cases).toEqual([])
  } finally {
    await office.remove()
  }
})

type Kept = { memberId: string; standing: unknown; accounts: Record<string, number> }

function playForOffice(scenario: Scenario) {
  const { program } = scenario
  if (!program) throw new Error('a scenario of one program')
  const { facts, members } = playScenario(scenario)
  const bodies = facts.map((fact) => fact.body)
  const compared = [...members.values()].map((member): Kept => {
    const balances = unitsOf(program).map(
      ({ unitId }) => [unitId, balancePoints(member.standing, unitId)] as const,
    )
    return {
      memberId: member.memberId,
      standing: member.standing,
      accounts: Object.fromEntries(
        balances
          .filter(([, points]) => points !== 0)
          .map(([unitId, points]) => [memberAccount(member.memberId, unitId), points]),
      ),
    }
  })
  return { program, bodies, memberIds: [...members.keys()], members: compared }
}

const memberRow = z.object({ memberId: z.string(), standing })
const accountRow = z.object({ account: z.string(), balancePoints: z.int() })

/** Where head office has every member. */
async function readSettled(office: SmallHeadOffice): Promise<Map<string, Kept>> {
  const members = await readRows(office.database`select member_id, standing from members`, memberRow)
  const rows = await readRows(
    office.database`select account, balance_points from accounts
      where starts_with(account, 'member:') and balance_points <> 0`,
    accountRow,
  )
  const byMember = Map.groupBy(rows, ({ account }) => account.split(':')[1] ?? '')
  return new Map(
    members.map((member) => {
      const accounts = (byMember.get(member.memberId) ?? []).map(
        ({ account, balancePoints }) => [account, balancePoints] as const,
      )
      return [member.memberId, { ...member, accounts: Object.fromEntries(accounts) }]
    }),
  )
}

/** The first scenario that came to something else, with both sides. */
function firstDifference(expected: readonly string[], found: readonly string[]) {
  const index = expected.findIndex((each, at) => each !== found[at])
  if (index === -1 && expected.length === found.length) return undefined
  return { seed, scenario: scenarios[index], node: expected[index], other: found[index] }
}
