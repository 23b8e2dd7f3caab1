import { type ProgramDocument, programOn } from '../../../shared/domain/program.ts'
import { businessDateAt } from '../../../shared/lib/calendar.ts'
import type { TillEnv } from '../till-env.ts'

/** What a query needs of the till: its database and the clock. */
export type QueryEnv = Pick<TillEnv, 'db' | 'clock'>

/** The program version that holds today and today's business date in its time zone; nothing before the first came. */
export async function loadTradingDay(
  env: QueryEnv,
): Promise<{ program: ProgramDocument; businessDate: string } | undefined> {
  const programs = await env.db.programs.toArray()
  const newest = programs.at(-1)
  if (!newest) return undefined
  const businessDate = businessDateAt(env.clock(), newest.timeZone)
  const program = programOn(programs, businessDate)
  return program && { program, businessDate }
}

/** The program version that holds on today's business date. */
export const loadProgram = async (env: QueryEnv): Promise<ProgramDocument | undefined> =>
  (await loadTradingDay(env))?.program
