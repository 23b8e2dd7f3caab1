import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { HeadOffice } from '../sync/head-office.ts'
import { answers } from './fault.ts'
import { productVersion, repositoryFolder } from './product.ts'

const health = z.object({
  status: z.enum(['ok', 'database-unreachable']),
  version: z.string(),
  generation: z.string(),
})

/** A health question must be answered soon, whatever the database does. */
const healthPatienceMs = 3_000

/** What anyone may ask: health, the API's description, the till's pages. */
export async function siteRoutes(app: FastifyInstance, office: HeadOffice): Promise<void> {
  app.get(
    '/healthz',
    { schema: { summary: 'Whether head office and its database work', response: answers(health, [503]) } },
    async (_request, reply) => {
      const isReached = await Promise.race([
        office.database`select 1`.then(
          () => true,
          () => false,
        ),
        new Promise<boolean>((resolve) => setTimeout(() => resolve(false), healthPatienceMs).unref()),
      ])
      return reply.code(isReached ? 200 : 503).send({
        status: isReached ? 'ok' : 'database-unreachable',
        version: productVersion,
        generation: office.generation,
      })
    },
  )
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
  const till = join(repositoryFolder, 'dist', 'till')
  if (existsSync(till))
    await app.register(fastifyStatic, { root: till, prefix: '/till/', redirect: true, decorateReply: false })
  const fonts = join(repositoryFolder, 'node_modules', '@fontsource', 'be-vietnam-pro', 'files')
  if (existsSync(fonts))
    await app.register(fastifyStatic, {
      root: fonts,
      prefix: '/fonts/',
      decorateReply: false,
      immutable: true,
      maxAge: '30d',
    })
}
