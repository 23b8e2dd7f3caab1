import type { Occasion } from '../../../shared/domain/occasion.ts'
import { type ProgramDocument, programOn } from '../../../shared/domain/program.ts'
import { businessDateAt, minuteOfDayAt } from '../../../shared/lib/calendar.ts'
import type { TillEnv } from '../till-env.ts'

/** What a query needs of the till: its database and the clock. */
export type QueryEnv = Pick<TillEnv, 'db' | 'clock'>

export type TradingDay = {
  /** The version that holds today. */
  program: ProgramDocument
  /** Every version that has come, by number: facts name the one that they were decided under. */
  programs: ProgramDocument[]
  /** Today in the program's time zone. */
  businessDate: string
  /** Now, in this store: what decisions are made on. */
  occasion: Occasion
}

/** Nothing before the first program came. */
export async function loadTradingDay(env: QueryEnv): Promise<TradingDay | undefined> {
  const programs = await env.db.programs.toArray()
  const newest = programs.at(-1)
  if (!newest) return undefined
  const now = env.clock()
  const businessDate = businessDateAt(now, newest.timeZone)
  const program = programOn(programs, businessDate)
  if (!program) return undefined
  const storeId = (await env.db.terminalMeta())?.identity.storeId ?? null
  const occasion = { businessDate, minuteOfDay: minuteOfDayAt(now, newest.timeZone), storeId }
  return { program, programs, businessDate, occasion }
}

/** The program version that holds on today's business date. */
export const loadProgram = async (env: QueryEnv): Promise<ProgramDocument | undefined> =>
  (await loadTradingDay(env))?.program
