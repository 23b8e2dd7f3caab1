import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import type { HeadOffice } from '../sync/head-office.ts'
import { runJobs } from './run-jobs.ts'

/**
 * How often it is asked whether a business date has begun: two small reads. A timer set for midnight would be wrong after
 * a computer's sleep, a corrected clock or a program of another time zone.
 */
const lookEveryMs = 60_000

/** A database that does not answer must not keep head office from ending; what is cut off is rolled back. */
const closePatienceMs = 5_000

/** Does at once, and then whenever a business date begins, what is due. `close` waits for the batch at hand, not for ever. */
export function scheduleJobs(
  office: HeadOffice,
  logger: FastifyBaseLogger,
  everyMs = lookEveryMs,
): { close: () => Promise<void> } {
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let told = ''
  /** The same trouble is told once, not each minute. */
  const tell = (trouble: string) => {
    if (trouble !== '' && trouble !== told) logger.error(trouble)
    told = trouble
  }
  const look = async () => {
    try {
      tell(await runAndLog(office, logger, stop.signal))
    } catch (error) {
      if (!stop.signal.aborted) tell(`jobs failed: ${error instanceof Error ? error.message : String(error)}`)
    }
    const lookAgain = () => {
      looking = look()
    }
    if (!stop.signal.aborted) timer = setTimeout(lookAgain, everyMs)
  }
  let looking = look()
  return {
    close: async () => {
      stop.abort()
      clearTimeout(timer)
      await Promise.race([looking, wait(closePatienceMs, undefined, { ref: false })])
    },
  }
}

/** What a person has to look at; empty when all is well or another process does it. */
async function runAndLog(
  office: HeadOffice,
  logger: FastifyBaseLogger,
  signal: AbortSignal,
): Promise<string> {
  const outcome = await runJobs(office, { signal })
  if (!outcome.ok) return outcome.refusal.code === 'too-far-behind' ? tooFarBehind(outcome.refusal) : ''
  for (const run of outcome.value) logger.info({ run }, 'job done')
  return ''
}

export const tooFarBehind = ({ today, doneTo }: { today: string; doneTo: string }): string =>
  `The jobs were done to ${doneTo} and today would be ${today}. If the clock is right, run: jobs run --until ${today}`
