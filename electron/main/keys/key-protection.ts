/** What the operating system offers to keep a secret with; Electron's `safeStorage` behind a port. */
export type KeyProtection = {
  /** `plain` when the system has no key ring: then the key is only as safe as the file. */
  kind(): Promise<'os' | 'plain'>
  wrap(secret: string): Promise<Buffer>
  unwrap(wrapped: Buffer): Promise<string>
}

/** The part of `safeStorage` that is used. Electron 33 has only the synchronous calls, 46 will have only the others. */
export type SafeStorage = {
  isEncryptionAvailable?: () => boolean
  encryptString?: (text: string) => Buffer
  decryptString?: (wrapped: Buffer) => string
  isAsyncEncryptionAvailable?: () => Promise<boolean>
  encryptStringAsync?: (text: string) => Promise<Buffer>
  decryptStringAsync?: (wrapped: Buffer) => Promise<{ result: string }>
  getSelectedStorageBackend?: () => string
}

export function keyProtectionOf(safeStorage: SafeStorage, platform: NodeJS.Platform): KeyProtection {
  return {
    kind: async () => {
      // `basic_text` encrypts with a password that is printed in Chromium's sources: no protection at all.
      if (platform === 'linux' && safeStorage.getSelectedStorageBackend?.() === 'basic_text') return 'plain'
      const isAvailable = safeStorage.isAsyncEncryptionAvailable
        ? await safeStorage.isAsyncEncryptionAvailable()
        : safeStorage.isEncryptionAvailable?.()
      return isAvailable === true ? 'os' : 'plain'
    },
    wrap: async (secret) => {
      if (safeStorage.encryptStringAsync) return safeStorage.encryptStringAsync(secret)
      if (safeStorage.encryptString) return safeStorage.encryptString(secret)
      throw new Error('safeStorage cannot encrypt')
    },
    unwrap: async (wrapped) => {
      if (safeStorage.decryptStringAsync) return (await safeStorage.decryptStringAsync(wrapped)).result
      if (safeStorage.decryptString) return safeStorage.decryptString(wrapped)
      throw new Error('safeStorage cannot decrypt')
    },
  }
}
