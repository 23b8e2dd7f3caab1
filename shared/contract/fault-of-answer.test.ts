import { expect, test } from 'vitest'
import { enrolmentFaultOf, exchangeFaultOf, parseRetryAfter } from './fault-of-answer.ts'

const plain = { body: undefined, retryAfter: null, now: 0 }

test('head office names the fault; the status speaks only where it does not', () => {
  const body = { code: 'terminal-unknown', message: 'No such terminal' }
  expect(exchangeFaultOf({ ...plain, status: 401, body })).toEqual({
    code: 'terminal-unknown',
    retryAfterMs: null,
  })
  const strange = { code: 'teapot', message: '' }
  expect(exchangeFaultOf({ ...plain, status: 401, body: strange }).code).toBe('signature-refused')
})

test.each([
  [400, 'request-refused'],
  [413, 'request-refused'],
  [422, 'request-refused'],
  [423, 'terminal-frozen'],
  [426, 'other-protocol'],
  [429, 'busy'],
  [500, 'server-error'],
  [502, 'server-error'],
  [503, 'busy'],
])('status %i alone is %s', (status, code) => {
  expect(exchangeFaultOf({ ...plain, status }).code).toBe(code)
})

test('an enrolment is refused by name', () => {
  const body = { code: 'code-expired', message: '' }
  expect(enrolmentFaultOf({ ...plain, status: 410, body })).toEqual({ code: 'code-expired' })
  expect(enrolmentFaultOf({ ...plain, status: 426 })).toEqual({ code: 'other-protocol' })
  // Of what a terminal asks with, only the code is typed by a person.
  const malformed = { code: 'request-refused', message: 'code: too short' }
  expect(enrolmentFaultOf({ ...plain, status: 400, body: malformed })).toEqual({ code: 'code-wrong' })
  expect(enrolmentFaultOf({ ...plain, status: 404 })).toEqual({ code: 'server-error' })
})

test('Retry-After is seconds or a date, never negative, never beyond the ceiling', () => {
  const now = Date.parse('2026-11-21T09:00:00Z')
  expect(parseRetryAfter('7', now)).toBe(7_000)
  expect(parseRetryAfter('Sat, 21 Nov 2026 09:00:30 GMT', now)).toBe(30_000)
  expect(parseRetryAfter('Sat, 21 Nov 2026 08:00:00 GMT', now)).toBe(0)
  expect(parseRetryAfter('999999', now)).toBe(600_000)
  expect(parseRetryAfter('soon', now)).toBeNull()
  expect(parseRetryAfter(null, now)).toBeNull()
})
