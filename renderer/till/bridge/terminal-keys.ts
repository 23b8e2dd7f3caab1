import { ed25519 } from '@noble/curves/ed25519.js'
import type { StoredKeys } from './journal-database.ts'

const algorithm = { name: 'Ed25519' }

/** Makes a key pair: in WebCrypto, not exportable, where it has Ed25519 (Chrome 137 and later), else in plain bytes. */
export async function makeKeys(): Promise<StoredKeys> {
  const pair = await generateInWebCrypto()
  if (pair) {
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
    return { name: 'keys', publicKey: toBase64(publicKey), privateKey: pair.privateKey }
  }
  const { secretKey, publicKey } = ed25519.keygen()
  return { name: 'keys', publicKey: toBase64(publicKey), privateKey: new Uint8Array(secretKey) }
}

/** Signs a text's UTF-8 bytes (RFC 8032); base64. */
export async function signText(keys: StoredKeys, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  const { privateKey } = keys
  const signature =
    privateKey instanceof Uint8Array
      ? ed25519.sign(bytes, privateKey)
      : new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, bytes))
  return toBase64(signature)
}

/** Whether a signature (base64) of a raw public key (base64) over a text is genuine; false for what is none. */
export function isGenuine(input: { publicKey: string; text: string; signature: string }): boolean {
  try {
    const bytes = new TextEncoder().encode(input.text)
    return ed25519.verify(fromBase64(input.signature), bytes, fromBase64(input.publicKey))
  } catch {
    // Wrong length, not base64, not a point of the curve: whatever it is, it is no signature.
    return false
  }
}

/** Whether the private key is beyond the page's reach. */
export const isKeyProtected = (keys: StoredKeys): boolean => !(keys.privateKey instanceof Uint8Array)

async function generateInWebCrypto(): Promise<CryptoKeyPair | undefined> {
  try {
    return (await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])) as CryptoKeyPair
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return undefined
    throw error
  }
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
