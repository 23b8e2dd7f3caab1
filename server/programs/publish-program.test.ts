import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  openSmallHeadOffice,
  type SmallHeadOffice,
  smallProgram,
} from '../../tests/simulation/small-head-office.ts'
import { programDraft } from './publish-program.ts'

let office: SmallHeadOffice
beforeAll(async () => {
  office = await openSmallHeadOffice(1)
})
afterAll(() => office.remove())

const [billRule] = smallProgram.awardRules

test('a program with errors is refused with path and sentence, and nothing is published', async () => {
  const draft = { ...smallProgram, awardRules: [{ ...billRule, unitId: 'stars' }] }
  const parsed = programDraft.safeParse(draft)
  expect(parsed.error?.issues).toMatchObject([
    { path: ['awardRules[0]', 'unitId'], message: expect.stringContaining('stars') },
  ])
  const answer = await office.post('/v1/programs', draft)
  expect([answer.status, await answer.json()]).toMatchObject([
    400,
    { code: 'program-refused', message: expect.stringContaining('awardRules[0].unitId') },
  ])
  expect(await office.database`select version from programs`).toHaveLength(1)
})

test('what is only odd is published, and told', async () => {
  const idle = { ruleId: 'idle', by: 'order', points: 0 }
  const answer = await office.post('/v1/programs', { ...smallProgram, awardRules: [billRule, idle] })
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { document: { version: 2 }, warnings: [{ path: 'awardRules[1]', sentence: { en: expect.any(String) } }] },
  ])
})
