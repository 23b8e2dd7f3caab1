import type { FastifyInstance, FastifyRequest } from 'fastify'
import { answers, sendFault } from '../http/fault.ts'
import type { HeadOffice } from '../sync/head-office.ts'
import { firstPage, plainPage } from './first-page.ts'
import { createFreshCodes, readSample, sampleInfo } from './read-sample.ts'

/** The first page, and in sample mode what is on it as data. Both name PINs, so they stay on this machine. */
export function sampleRoutes(app: FastifyInstance, office: HeadOffice, isSample: boolean): void {
  const freshCodes = createFreshCodes(office)
  const read = (request: FastifyRequest) => readSample(office, { url: `http://${request.host}`, freshCodes })

  app.get('/', { schema: { hide: true } }, async (request, reply) => {
    const sample = isSample && isFromThisMachine(request) ? await read(request) : undefined
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(sample ? await firstPage(sample) : plainPage())
  })

  if (!isSample) return
  app.get(
    '/v1/sample',
    {
      schema: { summary: 'The sample chain: PINs, codes, cards', response: answers(sampleInfo, [403, 404]) },
    },
    async (request, reply) => {
      if (!isFromThisMachine(request)) return sendFault(reply, { code: 'not-from-here' })
      return (
        (await read(request)) ?? sendFault(reply, { code: 'not-found', message: 'This is no sample chain' })
      )
    },
  )
}

/** The name is checked too: a strange page may have a name of its own resolved to 127.0.0.1 and read us under it. */
function isFromThisMachine(request: FastifyRequest): boolean {
  const isLoopback = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip)
  return isLoopback && /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.host)
}
