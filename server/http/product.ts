import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export const repositoryFolder = join(import.meta.dirname, '..', '..')

export const productVersion = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(repositoryFolder, 'package.json'), 'utf8'))).version
