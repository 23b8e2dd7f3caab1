import { assert } from './assert.ts'

/**
 * JSON with sorted keys and no white space, the form that is hashed and signed (RFC 8785, restricted to
 * null, booleans, safe integers, well-formed strings, arrays and plain objects; `undefined` members are left out).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    assert(Number.isSafeInteger(value), `${value} is a safe integer`)
    return String(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  assert(typeof value === 'object' && value !== undefined, `${typeof value} has a canonical form`)
  // Written out as a loop: each fact is hashed several times on its way, and this is where the time goes.
  const members = value as Record<string, unknown>
  let json = ''
  for (const key of Object.keys(members).sort()) {
    const member = members[key]
    if (member === undefined) continue
    json += `${json === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`
  }
  return `{${json}}`
}
