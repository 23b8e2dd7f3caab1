import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { enrolmentRequest } from '../../shared/contract/enrolment.ts'
import {
  type ExchangeAnswer,
  exchangeRequest,
  exchangeSigningText,
  protocolVersion,
  wakeSigningText,
} from '../../shared/contract/exchange.ts'
import type { FactDraft } from '../../shared/domain/fact.ts'
import { genesisHead } from '../../shared/domain/fact.ts'
import { publicKeyFromRaw, rawPublicKey } from './keys/raw-key.ts'
import { exchangeWithHeadOffice } from './network/exchange-with-head-office.ts'
import { openTerminal, type Terminal } from './terminal.ts'

/** A real HTTP server on loopback whose answers each test gives; the whole head office is met in tests/e2e. */
type Answer = (request: IncomingMessage, body: string, response: ServerResponse) => void
let answer: Answer
let address = ''
let dataFolder = ''
let terminals: Terminal[] = []
/** The terminal's public key as head office learnt it. */
let publicKey = ''
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  answer(request, Buffer.concat(chunks).toString(), response)
})
const headOffice = generateKeyPairSync('ed25519')

beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  dataFolder = await mkdtemp(join(tmpdir(), 'pointkeeper-terminal-'))
  terminals = []
})
afterEach(async () => {
  for (const terminal of terminals) await terminal.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(dataFolder, { recursive: true, force: true })
})

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

const enrolmentAnswer = {
  terminalId: 'terminal-1',
  terminalName: 'Quầy 1',
  storeId: 'store-1',
  storeName: 'Chợ Lớn',
  epoch: 2,
  enrolmentNonce: '0123456789abcdef0123456789abcdef',
  headOfficePublicKey: rawPublicKey(headOffice.publicKey),
}
const exchangeAnswer: ExchangeAnswer = {
  protocol: protocolVersion,
  generation: 'generation-1',
  serverTime: 1_790_000_000_000,
  settledSeq: 1,
  needSeq: null,
  acks: [],
  members: [],
  changes: [],
  cursor: 'c-1',
  hasMore: false,
}
const draft: FactDraft = {
  factId: 'fact-1',
  occurredAt: 1_790_000_000_000,
  businessDate: '2026-11-21',
  cashierId: 'staff-1',
  body: {
    kind: 'redeem',
    posting: {
      kind: 'redeem',
      postingId: 'fact-1',
      memberId: 'member-1',
      programVersion: 1,
      businessDate: '2026-11-21',
      moves: [{ lotId: 'l', unitId: 'points', points: -100, expiresOn: null }],
    },
    points: 100,
    billMinor: 250_000,
    receiptNumber: 'HĐ-1',
    discountMinor: 10_000,
    onBill: [],
    occasion: { businessDate: '2026-11-21', minuteOfDay: 600, storeId: 'store-1' },
    basis: {
      memberVersion: 1,
      tierId: null,
      usablePoints: 300,
      lots: [{ lotId: 'l', unitId: 'points', points: 300, expiresOn: null }],
    },
    steps: [],
  },
}
const emptyExchange = { generation: null, cursor: null, facts: [] }

const unwrapped = async (wrapped: Buffer) => Buffer.from(wrapped).reverse().toString()

async function open(unwrap = unwrapped): Promise<Terminal> {
  const silent = { info: () => {}, warn: () => {}, error: () => {} }
  const terminal = await openTerminal({
    dataFolder,
    appVersion: '0.1.0',
    keyProtection: {
      kind: async () => 'os',
      wrap: async (secret) => Buffer.from(secret).reverse(),
      unwrap,
    },
    fetch,
    now: Date.now,
    random: () => 0.001,
    log: silent,
  })
  terminals.push(terminal)
  return terminal
}

async function openEnrolled(): Promise<Terminal> {
  answer = (request, body, response) => {
    if (request.url !== '/v1/enroll') return void response.writeHead(503).end()
    publicKey = enrolmentRequest.parse(JSON.parse(body)).publicKey
    json(response, 200, enrolmentAnswer)
  }
  const terminal = await open()
  expect((await terminal.enroll({ headOfficeUrl: `${address}/`, code: '1234-5678' })).ok).toBe(true)
  return terminal
}

test('before enrolment everything says so', async () => {
  const terminal = await open()
  expect(await terminal.identity()).toBeNull()
  expect(await terminal.journalHead()).toBeNull()
  expect(await terminal.record(draft)).toEqual({ ok: false, refusal: { code: 'not-enrolled' } })
  expect(await terminal.factsAfter({ afterSeq: 0, countMax: 10 })).toEqual([])
  expect(await terminal.verifyHeadOffice({ text: '', signature: '' })).toBe(false)
  const exchange = await terminal.exchange(emptyExchange)
  expect(exchange.ok ? '' : exchange.refusal.code).toBe('terminal-unknown')
})

test('an enrolment whose answer was lost is asked for again with the same key, also after a restart', async () => {
  const keys: string[] = []
  answer = (_request, body, response) => {
    keys.push(enrolmentRequest.parse(JSON.parse(body)).publicKey)
    if (keys.length < 3) response.destroy()
    else json(response, 200, enrolmentAnswer)
  }
  const input = { headOfficeUrl: address, code: '1234' }
  const first = await open()
  expect(await first.enroll(input)).toEqual({ ok: false, refusal: { code: 'offline' } })
  expect(await first.enroll(input)).toEqual({ ok: false, refusal: { code: 'offline' } })
  const second = await open()
  const enrolled = await second.enroll(input)
  expect(enrolled).toEqual({ ok: true, value: { ...enrolmentAnswer, headOfficeUrl: address } })
  expect(new Set(keys).size).toBe(1)
  expect(await second.enroll(input)).toEqual({ ok: false, refusal: { code: 'already-enrolled' } })
  expect(await second.journalHead()).toEqual(
    genesisHead({
      terminalId: 'terminal-1',
      storeId: 'store-1',
      epoch: 2,
      enrolmentNonce: enrolmentAnswer.enrolmentNonce,
    }),
  )
})

test('two enrolments at once make one identity', async () => {
  answer = (_request, _body, response) => json(response, 200, enrolmentAnswer)
  const terminal = await open()
  const input = { headOfficeUrl: address, code: '1234' }
  const both = await Promise.all([terminal.enroll(input), terminal.enroll(input)])
  expect(both.map((result) => result.ok)).toEqual([true, false])
})

test.each([
  ['code-wrong', (response: ServerResponse) => json(response, 404, { code: 'code-wrong', message: '' })],
  ['code-expired', (response: ServerResponse) => json(response, 410, { code: 'code-expired', message: '' })],
  ['server-error', (response: ServerResponse) => response.writeHead(502).end('<html>')],
  [
    'address-not-understood',
    (response: ServerResponse) => response.writeHead(200).end('<html>Router</html>'),
  ],
  ['address-not-understood', (response: ServerResponse) => json(response, 200, { hello: 1 })],
  ['offline', (response: ServerResponse) => response.writeHead(302, { location: 'http://x.vn' }).end()],
])('enrolment refused: %s', async (code, reply) => {
  answer = (_request, _body, response) => reply(response)
  const terminal = await open()
  const refused = await terminal.enroll({ headOfficeUrl: address, code: '1' })
  expect(refused).toEqual({ ok: false, refusal: { code } })
  expect(await terminal.identity()).toBeNull()
})

test('an enrolled terminal records, survives a restart, and signs what it sends', async () => {
  const before = await openEnrolled()
  const recorded = await before.record(draft)
  await before.close()

  const terminal = await open()
  expect((await terminal.about()).keyProtection).toBe('os')
  const facts = await terminal.factsAfter({ afterSeq: 0, countMax: 10 })
  expect(recorded).toEqual({ ok: true, value: facts[0] })
  let isGenuine = false
  answer = (request, body, response) => {
    if (request.url !== '/v1/exchange') return void response.writeHead(503).end()
    const parsed = exchangeRequest.parse(JSON.parse(body))
    const signature = Buffer.from(z.string().parse(request.headers['x-pointkeeper-signature']), 'base64')
    isGenuine = verify(
      null,
      Buffer.from(exchangeSigningText(parsed, body)),
      publicKeyFromRaw(publicKey),
      signature,
    )
    json(response, 200, exchangeAnswer)
  }
  expect(await terminal.exchange({ generation: null, cursor: null, facts })).toEqual({
    ok: true,
    value: exchangeAnswer,
  })
  expect(isGenuine).toBe(true)
})

test('a key that the system does not give back is named as what it is: head office was not even asked', async () => {
  await (await openEnrolled()).close()
  const terminal = await open(() => Promise.reject(new Error('the key ring is locked')))
  expect(await terminal.exchange(emptyExchange)).toEqual({
    ok: false,
    refusal: { code: 'key-unreadable', retryAfterMs: null },
  })
  expect((await terminal.record(draft)).ok).toBe(true)
})

test.each<[string, Answer]>([
  ['offline', (_request, _body, response) => response.destroy()],
  [
    'offline',
    (_request, _body, response) => {
      response.writeHead(200, { 'content-length': '100000' })
      response.write('{"protocol"', () => response.destroy())
    },
  ],
  ['answer-not-understood', (_request, _body, response) => response.writeHead(200).end('<html>')],
  [
    'answer-not-understood',
    (_request, _body, response) => json(response, 200, { ...exchangeAnswer, acks: 1 }),
  ],
  [
    'answer-not-understood',
    (_request, _body, response) => {
      response.writeHead(200)
      const fill = () => {
        while (!response.destroyed && response.write(Buffer.alloc(1_048_576, 32)));
      }
      response.on('drain', fill).on('error', () => {})
      fill()
    },
  ],
  [
    'other-protocol',
    (_request, _body, response) => json(response, 200, { ...exchangeAnswer, protocol: protocolVersion + 1 }),
  ],
  [
    'other-protocol',
    (_request, _body, response) => json(response, 426, { code: 'other-protocol', message: '' }),
  ],
  [
    'terminal-frozen',
    (_request, _body, response) => json(response, 423, { code: 'terminal-frozen', message: '' }),
  ],
  ['server-error', (_request, _body, response) => response.writeHead(500).end('oops')],
])('an exchange that brings nothing: %s', async (code, reply) => {
  const terminal = await openEnrolled()
  answer = reply
  const refused = await terminal.exchange(emptyExchange)
  expect(refused).toEqual({ ok: false, refusal: { code, retryAfterMs: null } })
})

test('a busy head office says when to come back', async () => {
  const terminal = await openEnrolled()
  answer = (_request, _body, response) => json(response, 429, {}, { 'retry-after': '12' })
  const refused = await terminal.exchange(emptyExchange)
  expect(refused).toEqual({ ok: false, refusal: { code: 'busy', retryAfterMs: 12_000 } })
})

test('an exchange ends in time, whether the answer never begins or never ends', async () => {
  const identity = { ...enrolmentAnswer, headOfficeUrl: address }
  const line = { fetch, identity, sign: () => '', now: Date.now, timeoutMs: 150 }
  answer = () => {}
  const silent = await exchangeWithHeadOffice(line, emptyExchange)
  expect(silent).toEqual({ ok: false, refusal: { code: 'timeout', retryAfterMs: null } })
  answer = (_request, _body, response) => response.writeHead(200).write('{')
  const endless = await exchangeWithHeadOffice(line, emptyExchange)
  expect(endless).toEqual({ ok: false, refusal: { code: 'timeout', retryAfterMs: null } })
})

test('wake-ups: told when the line opens, at news, when it breaks, and when it is back', async () => {
  const terminal = await openEnrolled()
  const streams: ServerResponse[] = []
  answer = (request, _body, response) => {
    const url = new URL(request.url ?? '', address)
    const at = Number(url.searchParams.get('at'))
    const text = Buffer.from(wakeSigningText('terminal-1', 2, at))
    const signature = Buffer.from(url.searchParams.get('signature') ?? '', 'base64')
    if (!verify(null, text, publicKeyFromRaw(publicKey), signature)) return void response.writeHead(401).end()
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': here\n\n')
    streams.push(response)
  }
  const heard: boolean[] = []
  const stop = terminal.onWake(({ connected }) => heard.push(connected))
  await expect.poll(() => heard, { timeout: 5_000 }).toEqual([true])
  streams[0]?.write(': still here\n\nevent: wake\ndata:\n\n')
  await expect.poll(() => heard).toEqual([true, true])
  streams[0]?.destroy()
  await expect.poll(() => heard, { timeout: 5_000 }).toEqual([true, true, false, true])
  const late: boolean[] = []
  terminal.onWake(({ connected }) => late.push(connected))
  expect(late).toEqual([true])
  stop()
  streams[1]?.write('event: wake\ndata:\n\n')
  await expect.poll(() => late).toEqual([true, true])
  expect(heard).toHaveLength(4)
})

test('only what head office signed is genuine', async () => {
  const terminal = await openEnrolled()
  const text = 'pointkeeper program 1\n{}'
  const signature = sign(null, Buffer.from(text), headOffice.privateKey).toString('base64')
  expect(await terminal.verifyHeadOffice({ text, signature })).toBe(true)
  expect(await terminal.verifyHeadOffice({ text: `${text} `, signature })).toBe(false)
  expect(await terminal.verifyHeadOffice({ text, signature: 'not a signature' })).toBe(false)
})
