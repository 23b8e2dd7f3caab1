import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from 'fastify'
import { requestBytesMax } from '../../shared/contract/limits.ts'
import type { HeadOffice } from '../sync/head-office.ts'
import type { WakeStreams } from '../sync/wake-streams.ts'
import { sendFault } from './fault.ts'
import { officeRoutes } from './office-routes.ts'
import { productVersion } from './product.ts'
import { siteRoutes } from './site-routes.ts'
import { terminalRoutes } from './terminal-routes.ts'

/** Fastify sets no time limits of its own: without these, slow senders hold sockets for ever. */
const timeLimits = {
  requestTimeout: 30_000,
  connectionTimeout: 60_000,
  keepAliveTimeout: 65_000,
  maxRequestsPerSocket: 10_000,
}

/** Requests of one address in a minute: several hundred terminals may stand behind one. */
const requestsPerMinuteMax = 60_000

export async function createServer(
  office: HeadOffice,
  { wakeStreams, token, logger }: { wakeStreams: WakeStreams; token: string; logger: FastifyBaseLogger },
): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    ...timeLimits,
    loggerInstance: logger,
    bodyLimit: requestBytesMax,
    forceCloseConnections: true,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 100 },
  })
  keepRawBodies(app)
  answerFaults(app)
  await app.register(helmet, {
    contentSecurityPolicy,
    strictTransportSecurity: false,
    frameguard: { action: 'deny' },
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(self), microphone=(), geolocation=()')
  })
  await app.register(rateLimit, { max: requestsPerMinuteMax, timeWindow: 60_000 })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Pointkeeper head office', version: productVersion } },
  })
  await app.register(async (scope) => {
    terminalRoutes(scope, office, wakeStreams)
    await siteRoutes(scope, office)
  })
  await app.register(async (scope) => officeRoutes(scope, office, token))
  return app
}

/**
 * Bodies stay texts: signatures cover what was sent, byte for byte, and each route parses through its own zod schema.
 * The schemas on the routes are for the description only.
 */
function keepRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
}

/** Each refusal is `{ code, message }`; a bug says nothing of itself to the outside. */
function answerFaults(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) => sendFault(reply, { code: 'not-found' }))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500
    if (status === 429) return reply.code(429).send({ code: 'busy', message: 'Too many requests' })
    if (status < 500) return reply.code(status).send({ code: 'request-refused', message: error.message })
    request.log.error({ err: error, url: request.url.split('?')[0] }, 'request failed')
    const isDatabaseGone = /^(CONNECT|CONNECTION|ECONN|57P)/.test(error.code ?? '')
    if (isDatabaseGone) return sendFault(reply.header('retry-after', '2'), { code: 'busy' })
    return reply
      .code(500)
      .send({ code: 'server-error', message: 'Head office failed; the fault is in its log' })
  })
}

/** Nothing from elsewhere. WebAssembly and blobs are the camera's decoder; inline styles are the screens' kit. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    mediaSrc: ["'self'", 'blob:'],
    workerSrc: ["'self'", 'blob:'],
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
}
