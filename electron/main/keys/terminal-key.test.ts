import { verify } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadIdentity, saveIdentity } from './identity-file.ts'
import { keyProtectionOf, type SafeStorage } from './key-protection.ts'
import { publicKeyFromRaw } from './raw-key.ts'
import { loadOrMakeTerminalKey, loadTerminalKey } from './terminal-key.ts'

let dataFolder = ''
const log = { info: () => {}, warn: () => {}, error: () => {} }
beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'pointkeeper-keys-'))
})
afterEach(() => rm(dataFolder, { recursive: true, force: true }))

const turned = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x55))
const newStorage: SafeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => turned(Buffer.from(text)),
  decryptStringAsync: async (wrapped) => ({ result: turned(wrapped).toString() }),
  getSelectedStorageBackend: () => 'gnome_libsecret',
}
const oldStorage: SafeStorage = {
  isEncryptionAvailable: () => true,
  encryptString: (text) => turned(Buffer.from(text)),
  decryptString: (wrapped) => turned(wrapped).toString(),
}

test.each([
  ['the asynchronous calls', newStorage],
  ['the synchronous calls of Electron 33', oldStorage],
])(
  'a key is kept under the system protection by %s, and signs the same after a restart',
  async (_, storage) => {
    const place = { dataFolder, log, protection: keyProtectionOf(storage, 'linux') }
    const made = await loadOrMakeTerminalKey(place)
    expect(made.protection).toBe('os')
    expect((await loadOrMakeTerminalKey(place)).publicKey).toBe(made.publicKey)
    const loaded = await loadTerminalKey(place)
    const signature = Buffer.from(loaded?.sign('điểm') ?? '', 'base64')
    expect(verify(null, Buffer.from('điểm'), publicKeyFromRaw(made.publicKey), signature)).toBe(true)
    const kept: { privateKey: string } = JSON.parse(
      await readFile(join(dataFolder, 'terminal-key.json'), 'utf8'),
    )
    // "MC4CAQAw" is how every PKCS #8 Ed25519 key begins.
    expect(Buffer.from(kept.privateKey, 'base64').toString()).not.toContain('MC4CAQAw')
  },
)

test('without a key ring the key is said to be plain, in a file of its owner alone', async () => {
  const storage = { ...newStorage, getSelectedStorageBackend: () => 'basic_text' }
  const place = { dataFolder, log, protection: keyProtectionOf(storage, 'linux') }
  const made = await loadOrMakeTerminalKey(place)
  expect(made.protection).toBe('plain')
  expect((await loadTerminalKey(place))?.publicKey).toBe(made.publicKey)
  expect((await stat(join(dataFolder, 'terminal-key.json'))).mode & 0o077).toBe(0)
})

test('a key that the system does not give back is no key', async () => {
  await loadOrMakeTerminalKey({ dataFolder, log, protection: keyProtectionOf(newStorage, 'linux') })
  const refusing: SafeStorage = {
    ...newStorage,
    decryptStringAsync: () => Promise.reject(new Error('key ring locked')),
  }
  const place = { dataFolder, log, protection: keyProtectionOf(refusing, 'linux') }
  expect(await loadTerminalKey(place)).toBeUndefined()
})

test('an identity that is there but unreadable is never taken for a new terminal', async () => {
  expect(await loadIdentity(dataFolder)).toBeNull()
  const identity = {
    terminalId: 'terminal-1',
    terminalName: 'Quầy 1',
    storeId: 'store-1',
    storeName: 'Chợ Lớn',
    epoch: 1,
    enrolmentNonce: '0'.repeat(32),
    headOfficePublicKey: Buffer.alloc(32, 7).toString('base64'),
    headOfficeUrl: 'http://127.0.0.1:4010',
  }
  await saveIdentity(dataFolder, identity)
  expect(await loadIdentity(dataFolder)).toEqual(identity)
  await writeFile(join(dataFolder, 'terminal-identity.json'), '{"terminalId"')
  await expect(loadIdentity(dataFolder)).rejects.toThrow()
})
