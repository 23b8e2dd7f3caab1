import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrolmentAnswer } from '../../shared/contract/enrolment.ts'
import { enrolmentCodeLifeMs, enrolmentTriesMax } from '../../shared/contract/limits.ts'
import { makeKeys, postEnrolment } from '../../tests/simulation/signing-terminal.ts'
import { openSmallHeadOffice, type SmallHeadOffice } from '../../tests/simulation/small-head-office.ts'
import type { TerminalView } from '../api/list-terminals.ts'

let office: SmallHeadOffice
beforeAll(async () => {
  office = await openSmallHeadOffice(1)
})
afterAll(() => office.remove())

test('the same code with the same key is answered again in the same way, with another key refused', async () => {
  const code = await office.issueCode('north-1')
  const { publicKey } = makeKeys()
  const first = await postEnrolment(office.url, { code, publicKey })
  expect(enrolmentAnswer.parse(first.body)).toMatchObject({
    terminalId: 'north-1',
    storeId: 'north',
    epoch: 1,
    headOfficePublicKey: office.office.publicKey,
  })
  const spaced = code.replaceAll(' ', '-')
  expect(await postEnrolment(office.url, { code: spaced, publicKey })).toEqual(first)
  const other = await postEnrolment(office.url, { code, publicKey: makeKeys().publicKey })
  expect(other).toMatchObject({ status: 409, body: { code: 'code-used' } })
})

test('a new enrolment closes the epoch before', async () => {
  await office.enroll('north-2')
  await office.enroll('north-2')
  const terminals = await office.get<TerminalView[]>('/v1/terminals')
  const epochs = terminals.find((terminal) => terminal.terminalId === 'north-2')?.epochs
  expect(epochs?.map(({ epoch, status }) => [epoch, status])).toEqual([
    [2, 'active'],
    [1, 'closed'],
  ])
})

test('wrong tries are counted against the code that they aim at', async () => {
  const code = await office.issueCode('south-1')
  const { publicKey } = makeKeys()
  const wrong = `${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`
  for (let tries = 0; tries < enrolmentTriesMax; tries += 1)
    expect(await postEnrolment(office.url, { code: wrong, publicKey })).toMatchObject({ status: 403 })
  expect(await postEnrolment(office.url, { code, publicKey })).toMatchObject({
    status: 403,
    body: { code: 'code-wrong' },
  })
})

test('a code ends after its time, and is kept as a hash only', async () => {
  const code = await office.issueCode('south-1')
  const digits = code.replaceAll(' ', '')
  const rows = await office.database`select * from enrolment_codes`
  expect(JSON.stringify(rows)).not.toContain(digits)
  await office.database`update enrolment_codes
    set expires_at = expires_at - ${`${enrolmentCodeLifeMs} milliseconds`}::interval`
  expect(await postEnrolment(office.url, { code, publicKey: makeKeys().publicKey })).toMatchObject({
    status: 410,
    body: { code: 'code-expired' },
  })
})

test('other protocols and keys that are none are refused', async () => {
  const code = await office.issueCode('south-1')
  const { publicKey } = makeKeys()
  expect(await postEnrolment(office.url, { code, publicKey, protocol: 9 })).toMatchObject({ status: 426 })
  const shortKey = Buffer.alloc(31).toString('base64')
  expect(await postEnrolment(office.url, { code, publicKey: shortKey })).toMatchObject({ status: 400 })
})
