import { expect, test } from 'vitest'
import { openMemoryTill } from '../../../tests/simulation/memory-till.ts'
import { enrollTerminal } from './enroll-terminal.ts'

const input = { headOfficeUrl: 'http://127.0.0.1:1', code: '1234' }

test('an enrolment that the disk does not keep is refused with a sentence, and can be tried again', async () => {
  const { env, bridge } = await openMemoryTill()
  const { enroll } = bridge
  bridge.enroll = () => Promise.reject(new Error('no space left on device'))
  expect(await enrollTerminal(env, input)).toEqual({ ok: false, refusal: { code: 'not-kept' } })
  bridge.enroll = enroll
  expect((await enrollTerminal(env, input)).ok).toBe(true)
  await env.sync.stop()
})
