import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { programSigningText } from '../../shared/contract/exchange.ts'
import { answerBytesMax } from '../../shared/contract/limits.ts'
import { cardNumberOf } from '../../shared/domain/card.ts'
import type { MemberRow } from '../../shared/domain/member.ts'
import { canonicalJson } from '../../shared/lib/canonical-json.ts'
import {
  openSmallHeadOffice,
  type SmallHeadOffice,
  smallProgram,
} from '../../tests/simulation/small-head-office.ts'
import { isGenuine, parsePublicKey } from '../db/ed25519.ts'

let office: SmallHeadOffice
beforeAll(async () => {
  office = await openSmallHeadOffice(3)
})
afterAll(() => office.remove())

test('health says that the database is reached', async () => {
  const answer = await fetch(`${office.url}/healthz`)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ status: 'ok', generation: office.office.generation })
})

test.each(['/v1/members/member-1', '/v1/members/member-1/ledger', '/v1/attention', '/v1/terminals'])(
  '%s is for head office only',
  async (path) => {
    for (const authorization of ['', 'Bearer wrong', office.token]) {
      const answer = await fetch(office.url + path, { headers: { authorization } })
      expect(answer.status).toBe(401)
      expect(await answer.json()).toMatchObject({ code: 'token-wrong' })
    }
  },
)

test('what is not there, and what is no request, is answered in one shape', async () => {
  const missing = await fetch(`${office.url}/nothing`)
  expect([missing.status, await missing.json()]).toMatchObject([404, { code: 'not-found' }])
  const text = await fetch(`${office.url}/v1/exchange`, { method: 'POST', body: 'x' })
  expect([text.status, await text.json()]).toMatchObject([415, { code: 'request-refused' }])
})

test('the pages may load nothing from elsewhere, and need what the camera needs', async () => {
  const { headers } = await fetch(`${office.url}/`)
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
  expect(policy).toContain("connect-src 'self'")
  expect(policy).not.toContain('http')
  expect(headers.get('permissions-policy')).toContain('camera=(self)')
})

test('the description names every route with its bodies', async () => {
  const description = (await (await fetch(`${office.url}/openapi.json`)).json()) as {
    openapi: string
    paths: Record<string, unknown>
  }
  expect(description.openapi).toBe('3.1.0')
  expect(Object.keys(description.paths)).toEqual(
    expect.arrayContaining([
      '/v1/exchange',
      '/v1/enroll',
      '/v1/wake',
      '/v1/members/{memberId}/ledger',
      '/v1/programs',
    ]),
  )
})

test('a published program is signed, gets the next version and reaches the terminals', async () => {
  const terminal = await office.enroll('north-1')
  await terminal.exchange()
  const name = { vi: 'Mới', en: 'New' }
  expect((await office.post('/v1/programs', { ...smallProgram, name })).status).toBe(200)
  const { changes } = await terminal.exchange()
  const [change] = changes
  if (change?.kind !== 'program') throw new Error('the change is a program')
  const { document, signature } = change.program
  expect(document).toMatchObject({ version: office.program.version + 1, name })
  const key = parsePublicKey(terminal.identity.headOfficePublicKey)
  expect(key && isGenuine(key, programSigningText(canonicalJson(document)), signature)).toBe(true)
  const wrong = await office.post('/v1/programs', { ...smallProgram, awardRules: [] })
  expect([wrong.status, await wrong.json()]).toMatchObject([400, { code: 'program-refused' }])
})

test('a blocked and a replaced card reach the terminals', async () => {
  const terminal = await office.enroll('north-1')
  await terminal.exchange()
  const [one, two] = [cardNumberOf('29', 1), cardNumberOf('29', 2)]
  const fresh = cardNumberOf('29', 900)
  const cards = (memberId: string) => `/v1/members/${memberId}/cards`
  expect((await office.post(`${cards('member-1')}/${one}/block`)).status).toBe(200)
  expect((await office.post(`${cards('member-2')}/${two}/replace`, { cardNumber: fresh })).status).toBe(200)
  const { changes } = await terminal.exchange()
  const rows = changes.flatMap((change) => (change.kind === 'member' ? [change.member] : []))
  expect(rows.map((row) => row.cards)).toEqual([
    [{ cardNumber: one, status: 'blocked' }],
    [
      { cardNumber: two, status: 'replaced' },
      { cardNumber: fresh, status: 'active' },
    ],
  ])
  const used = await office.post(`${cards('member-3')}/${cardNumberOf('29', 3)}/replace`, {
    cardNumber: fresh,
  })
  expect([used.status, await used.json()]).toMatchObject([409, { code: 'card-number-used' }])
  const kept = await office.get<MemberRow>('/v1/members/member-3')
  expect(kept.cards).toEqual([{ cardNumber: cardNumberOf('29', 3), status: 'active' }])
})

test('a terminal reads in pages to the end, and from the beginning under another generation', async () => {
  const terminal = await office.enroll('north-1')
  const all = await terminal.exchange()
  expect(all.hasMore).toBe(false)
  expect((await terminal.exchange()).changes).toEqual([])
  terminal.generation = 'of a backup'
  expect((await terminal.exchange()).changes).toEqual(all.changes)
  terminal.cursor = '99999999'
  expect((await terminal.exchange()).changes).toEqual(all.changes)
})

test('members with very many lots come in as many pages as an answer can hold', async () => {
  const many = await openSmallHeadOffice(20)
  try {
    const lot = { lotId: 'x'.repeat(60), unitId: 'points', points: 1, expiresOn: '2027-01-01' }
    const lots = JSON.stringify(Array.from({ length: 5_000 }, () => lot))
    await many.database`update members set standing = jsonb_set(standing, '{lots}', ${lots}::text::jsonb)`
    const terminal = await many.enroll('north-1')
    const answers = [await terminal.exchange()]
    while (answers.at(-1)?.hasMore) answers.push(await terminal.exchange())
    const members = answers.flatMap(({ changes }) => changes.filter((change) => change.kind === 'member'))
    expect(members).toHaveLength(20)
    expect(answers.length).toBeGreaterThan(1)
    for (const answer of answers)
      expect(JSON.stringify(answer.changes).length).toBeLessThan(answerBytesMax / 2 + 1_000)
  } finally {
    await many.remove()
  }
})

test('a batch about members with very many lots is answered within what a terminal reads; the rest comes as changes', async () => {
  const many = await openSmallHeadOffice(34)
  try {
    const lot = { lotId: 'x'.repeat(60), unitId: 'points', points: 1, expiresOn: '2027-01-01' }
    const lots = JSON.stringify(Array.from({ length: 4_900 }, () => lot))
    await many.database`update members set standing = jsonb_set(standing, '{lots}', ${lots}::text::jsonb)`
    const terminal = await many.enroll('north-1')
    for (const memberId of many.memberIds)
      terminal.award({ memberId, amountMinor: 10_000, program: many.program })
    const answers = [await terminal.exchange()]
    while (answers.at(-1)?.hasMore) answers.push(await terminal.exchange())
    for (const answer of answers) expect(JSON.stringify(answer).length).toBeLessThan(answerBytesMax)
    expect(answers[0]).toMatchObject({ settledSeq: 34, acks: [] })
    const newest = new Map<string, number>()
    for (const { members, changes } of answers) {
      for (const row of members) newest.set(row.memberId, row.version)
      for (const change of changes)
        if (change.kind === 'member') newest.set(change.member.memberId, change.member.version)
    }
    expect(newest).toEqual(new Map(many.memberIds.toSorted().map((memberId) => [memberId, 2])))
  } finally {
    await many.remove()
  }
})

test('a card replaced again and again does not keep the member from the terminals', async () => {
  const terminal = await office.enroll('north-1')
  await terminal.exchange()
  const numbers = Array.from({ length: 52 }, (_, index) => cardNumberOf('29', 5_000 + index))
  let last = cardNumberOf('29', 3)
  for (const cardNumber of numbers) {
    const replaced = await office.post(`/v1/members/member-3/cards/${last}/replace`, { cardNumber })
    expect(replaced.status).toBe(200)
    last = cardNumber
  }
  const { changes } = await terminal.exchange()
  const rows = changes.flatMap((change) => (change.kind === 'member' ? [change.member] : []))
  expect(rows.map((row) => row.cards.at(-1))).toEqual([{ cardNumber: last, status: 'active' }])
})

test('the event stream wakes the others within a second, and refuses the unsigned', async () => {
  const [one, two] = [await office.enroll('north-1'), await office.enroll('south-1')]
  const forged = await fetch(one.wakeUrl().replace('epoch=', 'epoch=1&x='))
  expect(forged.status).toBe(401)
  const abort = new AbortController()
  const stream = await fetch(two.wakeUrl(), { signal: abort.signal })
  expect(stream.headers.get('content-type')).toBe('text/event-stream')
  const woken = (async () => {
    let text = ''
    for await (const chunk of stream.body ?? []) {
      text += Buffer.from(chunk).toString()
      if (text.includes('event: wake')) return performance.now()
    }
    throw new Error('the stream ended')
  })()
  const from = performance.now()
  one.award({ memberId: 'member-1', amountMinor: 10_000, program: office.program })
  await one.exchange()
  expect((await woken) - from).toBeLessThan(1_000)
  abort.abort()
})

test('a body that never ends does not keep its socket', async () => {
  const { port } = new URL(office.url)
  const socket = connect(Number(port), '127.0.0.1')
  const said = new Promise<string>((resolve) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += String(chunk)
    })
    socket.on('close', () => resolve(text))
  })
  socket.write(
    'POST /v1/exchange HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99999999\r\n\r\n{',
  )
  expect(await said).toContain('413')
})
