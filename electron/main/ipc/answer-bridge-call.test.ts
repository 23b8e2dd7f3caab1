import { expect, test } from 'vitest'
import type { TerminalBridge } from '../../../shared/contract/terminal-bridge.ts'
import { ok, refuse } from '../../../shared/lib/result.ts'
import { type BridgeVerb, bridgeChannels } from '../../bridge-channels.ts'
import { isGranted } from '../page/page-permissions.ts'
import { answerBridgeCall, isOwnPage } from './answer-bridge-call.ts'

const calls: unknown[] = []
const bridge: TerminalBridge = {
  about: async () => ({ kind: 'electron', appVersion: '1', keyProtection: 'os', dataFolder: '/data' }),
  identity: async () => null,
  enroll: async (input) => {
    calls.push(input)
    return refuse({ code: 'offline' as const })
  },
  record: async () => refuse({ code: 'not-enrolled' as const }),
  journalHead: async () => null,
  factsAfter: async (input) => {
    calls.push(input)
    return []
  },
  exchange: async () => refuse({ code: 'offline' as const, retryAfterMs: null }),
  onWake: () => () => {},
  verifyHeadOffice: async () => ok(true).value,
}
const own = { frameUrl: 'app://till/#enroll=1', isTopFrame: true }

test('the own page is answered', async () => {
  expect(await answerBridgeCall(bridge, 'identity', { ...own, argument: undefined })).toBeNull()
  const input = { afterSeq: 7, countMax: 500 }
  expect(await answerBridgeCall(bridge, 'factsAfter', { ...own, argument: input })).toEqual([])
  expect(calls.at(-1)).toEqual(input)
})

test.each([
  ['another origin', { frameUrl: 'https://example.com/', isTopFrame: true }],
  ['a host that begins alike', { frameUrl: 'app://till.example.com/', isTopFrame: true }],
  ['a frame within the page', { frameUrl: 'app://till/', isTopFrame: false }],
  ['a frame that is gone', { frameUrl: undefined, isTopFrame: true }],
])('%s gets no answer to any verb', async (_, sender) => {
  for (const verb of Object.keys(bridgeChannels) as BridgeVerb[])
    await expect(answerBridgeCall(bridge, verb, { ...sender, argument: undefined })).rejects.toThrow(
      'foreign page',
    )
})

test.each<[BridgeVerb, unknown]>([
  ['about', { unexpected: 1 }],
  ['enroll', { headOfficeUrl: 'https://a.vn' }],
  ['enroll', { headOfficeUrl: 'https://a.vn', code: '1', extra: true }],
  ['record', { factId: 'f' }],
  ['factsAfter', { afterSeq: -1, countMax: 10 }],
  ['factsAfter', { afterSeq: 0, countMax: 1_000_000 }],
  ['exchange', { generation: null, cursor: null, facts: [{}] }],
  ['verifyHeadOffice', { text: 'a'.repeat(1_000_001), signature: '' }],
])('%s refuses an argument that is not its own', async (verb, argument) => {
  await expect(answerBridgeCall(bridge, verb, { ...own, argument })).rejects.toThrow()
})

test('the origin of a permission request is the own page, with or without a slash', () => {
  expect(isOwnPage('app://till')).toBe(true)
  expect(isOwnPage('app://tills/')).toBe(false)
})

test.each<[boolean, string, string[] | undefined]>([
  [true, 'media', ['video']],
  [false, 'media', ['video', 'audio']],
  [false, 'media', ['audio']],
  [false, 'media', []],
  [false, 'media', undefined],
  [true, 'persistent-storage', undefined],
  [false, 'geolocation', undefined],
  [false, 'notifications', undefined],
  [false, 'openExternal', undefined],
])('granted %s: %s %j', (granted, permission, mediaTypes) => {
  expect(isGranted(permission, mediaTypes)).toBe(granted)
})
