import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../log.ts'
import type { KeyProtection } from './key-protection.ts'
import { rawPublicKey } from './raw-key.ts'
import { readIfThere } from './read-if-there.ts'
import { writeAtomically } from './write-atomically.ts'

/** The terminal's Ed25519 key (RFC 8032). The private half never leaves the main process. */
export type TerminalKey = {
  /** Raw, base64. */
  publicKey: string
  protection: 'os' | 'plain'
  /** Base64 signature over the text's UTF-8 bytes. */
  sign(text: string): string
}

const keyFile = z.strictObject({
  version: z.literal(1),
  protection: z.enum(['os', 'plain']),
  /** PKCS #8 in base64, wrapped by the system when `protection` is `os`. */
  privateKey: z.string().max(4_000),
})

type Place = { dataFolder: string; protection: KeyProtection; log: Log }

/** The key that is kept; nothing before enrolment, or when the system no longer gives it back. */
export async function loadTerminalKey({
  dataFolder,
  protection,
  log,
}: Place): Promise<TerminalKey | undefined> {
  const text = await readIfThere(keyPath(dataFolder))
  if (text === undefined) return undefined
  try {
    const kept = keyFile.parse(JSON.parse(text))
    const bytes = Buffer.from(kept.privateKey, 'base64')
    const pkcs8 = kept.protection === 'os' ? await protection.unwrap(bytes) : bytes.toString('utf8')
    const key = createPrivateKey({ key: Buffer.from(pkcs8, 'base64'), format: 'der', type: 'pkcs8' })
    return terminalKey(key, kept.protection)
  } catch (error) {
    log.error('The terminal key cannot be read: nothing can be signed, so facts wait here', {
      error: String(error),
    })
    return undefined
  }
}

/**
 * The key to enrol with: the one already kept, else a new one, which is on the disk before it is returned, so that an
 * enrolment whose answer was lost can be asked for again with the same key.
 */
export async function loadOrMakeTerminalKey(place: Place): Promise<TerminalKey> {
  const kept = await loadTerminalKey(place)
  if (kept) return kept
  const { privateKey } = generateKeyPairSync('ed25519')
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
  const kind = await place.protection.kind()
  const bytes = kind === 'os' ? await place.protection.wrap(pkcs8) : Buffer.from(pkcs8, 'utf8')
  const content = { version: 1, protection: kind, privateKey: bytes.toString('base64') }
  await writeAtomically(keyPath(place.dataFolder), JSON.stringify(keyFile.parse(content)))
  if (kind === 'plain') place.log.warn('No key ring: the terminal key is kept as a plain file')
  return terminalKey(privateKey, kind)
}

const keyPath = (dataFolder: string): string => join(dataFolder, 'terminal-key.json')

const terminalKey = (key: KeyObject, protection: 'os' | 'plain'): TerminalKey => ({
  publicKey: rawPublicKey(key),
  protection,
  sign: (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
})
