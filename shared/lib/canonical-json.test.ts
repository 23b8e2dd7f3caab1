import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { sha256Hex } from './hash.ts'

test('keys are sorted by code unit, white space and undefined members are left out (RFC 8785, 3.2.3)', () => {
  const value = {
    '€': 'Euro',
    '\r': 'CR',
    '1': 'One',
    '\u0080': 'Control',
    a: undefined,
    ö: [null, true, -0],
  }
  expect(canonicalJson(value)).toBe('{"\\r":"CR","1":"One","\u0080":"Control","ö":[null,true,0],"€":"Euro"}')
})

test('a number that is not a safe integer has no canonical form', () => {
  for (const number of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    expect(() => canonicalJson({ number })).toThrow('safe integer')
})

test('SHA-256 of "abc" is that of FIPS 180-4', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
