import { randomBytes } from 'node:crypto'
import { argon2id } from 'hash-wasm'

/** OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, 2 passes, 1 lane. As a PHC string (RFC 9106). */
export const hashPin = (pin: string): Promise<string> =>
  argon2id({
    password: pin,
    salt: randomBytes(16),
    memorySize: 19_456,
    iterations: 2,
    parallelism: 1,
    hashLength: 32,
    outputType: 'encoded',
  })
