import type { FastifyInstance } from 'fastify'
import type { HeadOffice } from '../sync/head-office.ts'
export async function sampleRoutes(
  _app: FastifyInstance,
  _office: HeadOffice,
  _isSample: boolean,
): Promise<void> {}
