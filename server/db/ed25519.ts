import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'

/** What stands before the 32 bytes of a raw Ed25519 public key in its DER form (RFC 8410). */
const publicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** A raw public key (32 bytes, base64) as a key object; nothing when it is none. */
export function parsePublicKey(base64: string): KeyObject | undefined {
  const raw = Buffer.from(base64, 'base64')
  if (raw.length !== 32 || raw.toString('base64') !== base64) return undefined
  return createPublicKey({ key: Buffer.concat([publicKeyPrefix, raw]), format: 'der', type: 'spki' })
}

/** Whether a base64 signature over a text's UTF-8 bytes is genuine. */
export function isGenuine(key: KeyObject, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64')
  return bytes.length === 64 && verify(null, Buffer.from(text, 'utf8'), key, bytes)
}

export type KeyPair = { publicKey: string; privateKeyPem: string }

export function makeKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: rawPublicKey(publicKey),
    privateKeyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  }
}

/** Signs a text's UTF-8 bytes; the signature as base64. */
export function signerOf(privateKeyPem: string): { publicKey: string; sign: (text: string) => string } {
  const key = createPrivateKey(privateKeyPem)
  return {
    publicKey: rawPublicKey(createPublicKey(key)),
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
  }
}

const rawPublicKey = (key: KeyObject): string =>
  key.export({ format: 'der', type: 'spki' }).subarray(publicKeyPrefix.length).toString('base64')
