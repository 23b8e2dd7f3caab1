import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { type Database, readRow } from './db/database.ts'
import { makeKeyPair, signerOf } from './db/ed25519.ts'
import { readPrivateFile, writePrivateFile } from './db/private-file.ts'
import { inTransaction } from './db/transaction.ts'

/** In the data folder: the token of head office's people, and the signing key where the database is embedded. */
const secretsFile = z.strictObject({ apiToken: z.string().min(20), privateKeyPem: z.string().nullable() })

export type OfficeIdentity = {
  generation: string
  publicKey: string
  sign: (text: string) => string
  token: string
}

const officeRow = z.object({
  generation: z.uuid(),
  publicKey: z.string(),
  privateKey: z.string().nullable(),
})

/**
 * Head office's key pair, its data's generation and the token, made at the first start. Several server processes on one
 * database must sign with one key, so there the key is in the database; otherwise it stays out of it.
 */
export async function loadOfficeIdentity(
  database: Database,
  { dataFolder, isEmbedded }: { dataFolder: string; isEmbedded: boolean },
): Promise<OfficeIdentity> {
  const path = join(dataFolder, 'head-office.json')
  let secrets = await readPrivateFile(path, secretsFile)
  if (!secrets) {
    const privateKeyPem = isEmbedded ? makeKeyPair().privateKeyPem : null
    secrets = { apiToken: randomBytes(24).toString('base64url'), privateKeyPem }
    await writePrivateFile(path, secrets)
  }
  const { privateKeyPem } = secrets
  const office = await inTransaction(database, async (transaction) => {
    await transaction`lock table head_office in exclusive mode`
    const existing = await readRow(
      transaction`select generation, public_key, private_key from head_office`,
      officeRow,
    )
    if (existing) return existing
    const pem = privateKeyPem ?? makeKeyPair().privateKeyPem
    const made = {
      generation: randomUUID(),
      publicKey: signerOf(pem).publicKey,
      privateKey: isEmbedded ? null : pem,
    }
    await transaction`insert into head_office (generation, public_key, private_key)
      values (${made.generation}, ${made.publicKey}, ${made.privateKey})`
    return made
  })
  const pem = office.privateKey ?? privateKeyPem
  const signer = pem === null ? undefined : signerOf(pem)
  if (signer?.publicKey !== office.publicKey)
    throw new Error(`The signing key in ${path} is not the one that this database's terminals know.`)
  return { generation: office.generation, token: secrets.apiToken, ...signer }
}
