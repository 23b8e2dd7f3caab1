import { createPublicKey, type KeyObject } from 'node:crypto'
import { assert } from '../../../shared/lib/assert.ts'

const rawKeyBytes = 32

/** The 32 bytes of the public half of an Ed25519 key (RFC 8032), base64, as they travel. */
export function rawPublicKey(key: KeyObject): string {
  const { x } = key.export({ format: 'jwk' })
  assert(x !== undefined, 'an Ed25519 key has its x')
  return Buffer.from(x, 'base64url').toString('base64')
}

/** Throws when the text is not 32 bytes in base64: it has been parsed before. */
export function publicKeyFromRaw(rawBase64: string): KeyObject {
  const raw = Buffer.from(rawBase64, 'base64')
  assert(raw.length === rawKeyBytes, 'a raw Ed25519 public key has 32 bytes')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
}
