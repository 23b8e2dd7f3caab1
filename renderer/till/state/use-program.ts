import { useLiveQuery } from 'dexie-react-hooks'
import type { ProgramDocument } from '../../../shared/domain/program.ts'
import { loadProgram } from '../queries/load-program.ts'
import { useTill } from './till-context.ts'

/** The program that holds today; nothing while it is read or before the first came. */
export function useProgram(): ProgramDocument | undefined {
  const env = useTill()
  return useLiveQuery(() => loadProgram(env), [env])
}

/** A tier's place from below, 0 for the lowest: what its shape is drawn by. */
export function tierRank(program: ProgramDocument | undefined, tierId: string): number {
  const ordered = [...(program?.tiers ?? [])].sort((a, b) => a.fromPoints - b.fromPoints)
  return Math.max(
    0,
    ordered.findIndex((tier) => tier.tierId === tierId),
  )
}
