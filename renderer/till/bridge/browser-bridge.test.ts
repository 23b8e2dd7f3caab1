import 'fake-indexeddb/auto'
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Dexie } from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import { enrolmentRequest } from '../../../shared/contract/enrolment.ts'
import {
  exchangeRequest,
  exchangeSigningText,
  protocolVersion,
  wakeSigningText,
} from '../../../shared/contract/exchange.ts'
import { answerBytesMax, requestBytesMax } from '../../../shared/contract/limits.ts'
import { chainFault, type FactDraft, genesisHead, headAfter } from '../../../shared/domain/fact.ts'
import { openBrowserBridge } from './browser-bridge.ts'
import { recordInJournal } from './browser-journal.ts'
import { JournalDatabase } from './journal-database.ts'

/** A head office that answers as each test says, over real HTTP. */
type Answer = { status: number; body: unknown; headers?: Record<string, string> }

let server: Server | undefined
let journals = 0
const headOfficeKeys = generateKeyPairSync('ed25519')
const rawOf = (key: typeof headOfficeKeys.publicKey) =>
  key.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')

afterEach(() => {
  vi.restoreAllMocks()
  server?.closeAllConnections()
  server?.close()
})

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const listening = createServer(handle)
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const identityOf = {
  terminalId: 'terminal-1',
  terminalName: 'Quầy 1',
  storeId: 'store-1',
  storeName: 'Chợ Lớn',
  epoch: 1,
  enrolmentNonce: 'ab'.repeat(16),
  headOfficePublicKey: rawOf(headOfficeKeys.publicKey),
}

const emptyAnswer = {
  protocol: protocolVersion,
  generation: 'life-1',
  serverTime: 1,
  settledSeq: 0,
  needSeq: null,
  acks: [],
  members: [],
  changes: [],
  cursor: '0',
  hasMore: false,
}

/** A bridge enrolled at a head office whose exchanges are answered by `answer`; what it was asked is kept. */
async function enrolled(answer: (body: string) => Answer | 'hang' | 'break') {
  const asked: { path: string; body: string; signature: string }[] = []
  const url = await listen(async (request, response) => {
    const body = await bodyOf(request)
    const signature = String(request.headers['x-pointkeeper-signature'] ?? '')
    asked.push({ path: request.url ?? '', body, signature })
    if (request.url === '/v1/enroll') return response.end(JSON.stringify(identityOf))
    const answered = answer(body)
    if (answered === 'hang') return undefined
    if (answered === 'break') return response.destroy()
    response.writeHead(answered.status, answered.headers)
    return response.end(typeof answered.body === 'string' ? answered.body : JSON.stringify(answered.body))
  })
  journals += 1
  const options = { appVersion: '1.2.3', journalName: `journal-${journals}` }
  const bridge = await openBrowserBridge(options)
  const enrolment = await bridge.enroll({ headOfficeUrl: `${url}/`, code: '1234-5678' })
  if (!enrolment.ok) throw new Error(enrolment.refusal.code)
  return { bridge, url, asked, options, identity: enrolment.value }
}

const draft = (number: number): FactDraft => ({
  factId: `fact-${number}`,
  occurredAt: 1_000 + number,
  businessDate: '2026-11-21',
  cashierId: 'staff-1',
  body: {
    kind: 'award',
    posting: {
      kind: 'award',
      postingId: `fact-${number}`,
      memberId: 'member-1',
      programVersion: 1,
      businessDate: '2026-11-21',
      moves: [{ lotId: `fact-${number}/points`, unitId: 'points', points: 5, expiresOn: null }],
    },
    sale: { amountMinor: 50_000, paidWithPointsMinor: 0, receiptNumber: `R${number}` },
    tierDiscountMinor: 0,
    occasion: { businessDate: '2026-11-21', minuteOfDay: 600, storeId: 'store-1' },
    basis: { memberVersion: 1, tierId: null },
    steps: [],
  },
})

const nothing = { generation: null, cursor: null, facts: [] }

test('enrolment keeps who this terminal is, and the key that it was asked with', async () => {
  const { bridge, url, asked, options, identity } = await enrolled(() => ({ status: 200, body: emptyAnswer }))
  expect(identity).toEqual({ ...identityOf, headOfficeUrl: url })
  const request = enrolmentRequest.parse(JSON.parse(asked[0]?.body ?? ''))
  expect(Buffer.from(request.publicKey, 'base64')).toHaveLength(32)
  const again = await openBrowserBridge(options)
  expect(await again.identity()).toEqual(identity)
  expect(await again.enroll({ headOfficeUrl: url, code: 'x' })).toEqual({
    ok: false,
    refusal: { code: 'already-enrolled' },
  })
  expect(await bridge.about()).toEqual({
    kind: 'browser',
    appVersion: '1.2.3',
    keyProtection: 'browser',
    dataFolder: null,
  })
})

test('an enrolment whose answer was lost is asked again with the same key', async () => {
  const keys: string[] = []
  const url = await listen(async (request, response) => {
    keys.push(enrolmentRequest.parse(JSON.parse(await bodyOf(request))).publicKey)
    if (keys.length === 1) response.destroy()
    else response.end(JSON.stringify(identityOf))
  })
  const bridge = await openBrowserBridge({ appVersion: '', journalName: 'journal-lost' })
  const ask = { headOfficeUrl: url, code: '1234' }
  expect(await bridge.enroll(ask)).toEqual({ ok: false, refusal: { code: 'offline' } })
  expect(await bridge.identity()).toBeNull()
  expect((await bridge.enroll(ask)).ok).toBe(true)
  expect(keys[1]).toBe(keys[0])
})

test('asked to enrol twice at once, the terminal keeps the key that head office knows', async () => {
  const keys: string[] = []
  const url = await listen(async (request, response) => {
    const { publicKey } = enrolmentRequest.parse(JSON.parse(await bodyOf(request)))
    keys.push(publicKey)
    response.writeHead(publicKey === keys[0] ? 200 : 409)
    response.end(JSON.stringify(publicKey === keys[0] ? identityOf : { code: 'code-used', message: '' }))
  })
  const journalName = 'journal-twice'
  const bridge = await openBrowserBridge({ appVersion: '', journalName })
  const ask = { headOfficeUrl: url, code: '1234' }
  const [one, two] = await Promise.all([bridge.enroll(ask), bridge.enroll(ask)])
  expect(one.ok).toBe(true)
  expect(two).toEqual({ ok: false, refusal: { code: 'already-enrolled' } })
  const kept = await new JournalDatabase(journalName).keys()
  expect(kept?.publicKey).toBe(keys[0])
})

test('an address that is none, and a page that is no head office, are said so', async () => {
  const bridge = await openBrowserBridge({ appVersion: '', journalName: 'journal-address' })
  const codeOf = async (headOfficeUrl: string) => {
    const enrolment = await bridge.enroll({ headOfficeUrl, code: '1234' })
    return enrolment.ok ? 'ok' : enrolment.refusal.code
  }
  expect(await codeOf('chợ lớn')).toBe('address-not-understood')
  expect(await codeOf('http://example.com')).toBe('address-not-understood')
  const url = await listen((_, response) => response.end('<html>Wi-Fi log-in</html>'))
  expect(await codeOf(url)).toBe('address-not-understood')
})

test('facts are sealed into one chain, also when they race, and the same draft is the same fact', async () => {
  const { bridge, identity } = await enrolled(() => 'break')
  const recorded = await Promise.all([1, 2, 3, 4, 5].map((number) => bridge.record(draft(number))))
  const facts = recorded.map((each) => (each.ok ? each.value : undefined))
  const again = await bridge.record(draft(3))
  expect(again.ok && again.value).toEqual(facts.find((fact) => fact?.factId === 'fact-3'))
  const journal = await bridge.factsAfter({ afterSeq: 0, countMax: 100 })
  expect(journal.map((fact) => fact.terminalSeq)).toEqual([1, 2, 3, 4, 5])
  let head = genesisHead({
    terminalId: identity.terminalId,
    storeId: identity.storeId,
    epoch: identity.epoch,
    enrolmentNonce: identity.enrolmentNonce,
  })
  for (const fact of journal) {
    expect(chainFault(fact, head)).toBeUndefined()
    head = headAfter(fact)
  }
  expect(await bridge.journalHead()).toEqual(head)
  expect(await bridge.factsAfter({ afterSeq: 3, countMax: 1 })).toEqual([journal[3]])
})

test('a full disk and a broken store are refusals; a bug is not', async () => {
  const journal = new JournalDatabase('journal-full')
  await journal.terminal.put({ name: 'identity', identity: { ...identityOf, headOfficeUrl: 'http://[::1]' } })
  const add = vi.spyOn(journal.facts, 'add')
  add.mockImplementationOnce(() => {
    throw new Dexie.AbortError('aborted', new DOMException('full', 'QuotaExceededError'))
  })
  expect(await recordInJournal(journal, draft(1))).toEqual({ ok: false, refusal: { code: 'disk-full' } })
  add.mockImplementationOnce(() => {
    throw new TypeError('a bug')
  })
  await expect(recordInJournal(journal, draft(1))).rejects.toThrow('a bug')
  journal.close({ disableAutoOpen: true })
  expect(await recordInJournal(journal, draft(1))).toEqual({
    ok: false,
    refusal: { code: 'journal-failed' },
  })
})

test('a fact that fits no exchange is refused before it is sealed: it would hold up all behind it', async () => {
  const { bridge } = await enrolled(() => 'break')
  const step = { step: 'benefit' as const, vi: 'x'.repeat(requestBytesMax / 4), en: '' }
  const large = draft(1)
  large.body = { ...large.body, steps: [step, step, step, step] }
  expect(await bridge.record(large)).toEqual({ ok: false, refusal: { code: 'fact-too-large' } })
  const next = await bridge.record(draft(2))
  expect(next.ok && next.value.terminalSeq).toBe(1)
})

test('before enrolment nothing is recorded and nothing is sent', async () => {
  const bridge = await openBrowserBridge({ appVersion: '', journalName: 'journal-none' })
  expect(await bridge.record(draft(1))).toEqual({ ok: false, refusal: { code: 'not-enrolled' } })
  expect(await bridge.journalHead()).toBeNull()
  expect(await bridge.factsAfter({ afterSeq: 0, countMax: 5 })).toEqual([])
  expect((await bridge.exchange(nothing)).ok).toBe(false)
})

test('an exchange carries the facts, signed over head and body with the enrolled key', async () => {
  const { bridge, asked } = await enrolled(() => ({ status: 200, body: emptyAnswer }))
  const recorded = await bridge.record(draft(1))
  if (!recorded.ok) throw new Error(recorded.refusal.code)
  const answer = await bridge.exchange({ generation: 'life-1', cursor: '7', facts: [recorded.value] })
  expect(answer).toEqual({ ok: true, value: emptyAnswer })
  const [enrolment, exchange] = asked
  const request = exchangeRequest.parse(JSON.parse(exchange?.body ?? ''))
  expect(request).toMatchObject({ terminalId: 'terminal-1', epoch: 1, generation: 'life-1', cursor: '7' })
  const { publicKey } = enrolmentRequest.parse(JSON.parse(enrolment?.body ?? ''))
  const spki = Buffer.concat([
    Buffer.from('302a300506032b6570032100', 'hex'),
    Buffer.from(publicKey, 'base64'),
  ])
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  const text = Buffer.from(exchangeSigningText(request, exchange?.body ?? ''))
  expect(verify(null, text, key, Buffer.from(exchange?.signature ?? '', 'base64'))).toBe(true)
})

test.each<[string, Answer | 'break', string, number | null]>([
  ['a broken connection', 'break', 'offline', null],
  ['a server error', { status: 500, body: 'oops' }, 'server-error', null],
  ['too many requests', { status: 429, body: {}, headers: { 'retry-after': '7' } }, 'busy', 7_000],
  [
    'a frozen terminal',
    { status: 423, body: { code: 'terminal-frozen', message: '' } },
    'terminal-frozen',
    null,
  ],
  ['a page of somebody else', { status: 200, body: '<html></html>' }, 'answer-not-understood', null],
  [
    'another protocol',
    { status: 200, body: { ...emptyAnswer, protocol: protocolVersion + 1 } },
    'other-protocol',
    null,
  ],
  ['an unknown member', { status: 200, body: { ...emptyAnswer, extra: 1 } }, 'answer-not-understood', null],
  ['an endless answer', { status: 200, body: ' '.repeat(answerBytesMax + 1) }, 'answer-not-understood', null],
])('%s is a fault by name', async (_, answer, code, retryAfterMs) => {
  const { bridge } = await enrolled(() => answer)
  expect(await bridge.exchange(nothing)).toEqual({ ok: false, refusal: { code, retryAfterMs } })
})

test('an answer that never comes is a time-out', async () => {
  const { bridge } = await enrolled(() => 'hang')
  const realTimeout = AbortSignal.timeout.bind(AbortSignal)
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => realTimeout(200))
  expect(await bridge.exchange(nothing)).toEqual({
    ok: false,
    refusal: { code: 'timeout', retryAfterMs: null },
  })
})

test('head office’s signature is checked; what is no signature is not genuine', async () => {
  const { bridge } = await enrolled(() => 'break')
  const signature = sign(null, Buffer.from('program'), headOfficeKeys.privateKey).toString('base64')
  expect(await bridge.verifyHeadOffice({ text: 'program', signature })).toBe(true)
  expect(await bridge.verifyHeadOffice({ text: 'programs', signature })).toBe(false)
  expect(await bridge.verifyHeadOffice({ text: 'program', signature: '' })).toBe(false)
  expect(await bridge.verifyHeadOffice({ text: 'program', signature: '!' })).toBe(false)
})

test('without Ed25519 in WebCrypto the key is kept in plain bytes, which `about` says, and signs the same', async () => {
  const generateKey = () => Promise.reject(new DOMException('no Ed25519', 'NotSupportedError'))
  vi.spyOn(crypto.subtle, 'generateKey').mockImplementation(generateKey)
  const { bridge, asked } = await enrolled(() => ({ status: 200, body: emptyAnswer }))
  expect((await bridge.about()).keyProtection).toBe('plain')
  expect((await bridge.exchange(nothing)).ok).toBe(true)
  const { publicKey } = enrolmentRequest.parse(JSON.parse(asked[0]?.body ?? ''))
  const spki = Buffer.concat([
    Buffer.from('302a300506032b6570032100', 'hex'),
    Buffer.from(publicKey, 'base64'),
  ])
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  const text = exchangeSigningText({ terminalId: 'terminal-1', epoch: 1, facts: [] }, asked[1]?.body ?? '')
  expect(verify(null, Buffer.from(text), key, Buffer.from(asked[1]?.signature ?? '', 'base64'))).toBe(true)
})

test('the wake stream is signed, wakes at each event, says when it breaks, and comes back', async () => {
  const streams: { url: URL; response: ServerResponse }[] = []
  const url = await listen(async (request, response) => {
    const address = new URL(request.url ?? '', 'http://head-office')
    await bodyOf(request)
    if (address.pathname === '/v1/enroll') return response.end(JSON.stringify(identityOf))
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(':\n\n')
    return streams.push({ url: address, response })
  })
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const bridge = await openBrowserBridge({ appVersion: '', journalName: 'journal-wake' })
  const heard: boolean[] = []
  const stop = bridge.onWake(({ connected }) => heard.push(connected))
  await bridge.enroll({ headOfficeUrl: url, code: '1234' })
  await vi.waitFor(() => expect(heard).toEqual([true]))
  const query = streams[0]?.url.searchParams
  expect(query?.get('terminalId')).toBe('terminal-1')
  expect(wakeSigningText('terminal-1', 1, Number(query?.get('at')))).toContain('pointkeeper wake 1')
  streams[0]?.response.write('event: wake\ndata:\n\n')
  await vi.waitFor(() => expect(heard).toEqual([true, true]))
  streams[0]?.response.destroy()
  await vi.waitFor(() => expect(heard).toEqual([true, true, false, true]))
  const late: boolean[] = []
  bridge.onWake(({ connected }) => late.push(connected))()
  expect(late).toEqual([true])
  stop()
  await vi.waitFor(() => expect(streams[1]?.response.destroyed).toBe(true))
  expect(streams).toHaveLength(2)
})
