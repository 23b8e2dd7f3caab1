import { createContext, useContext } from 'react'
import { assert } from '../../../shared/lib/assert.ts'
import type { TillEnv } from '../till-env.ts'

/** The running till's parts, for every screen below the start. */
export const TillContext = createContext<TillEnv | null>(null)

export function useTill(): TillEnv {
  const env = useContext(TillContext)
  assert(env, 'a screen stands inside the opened till')
  return env
}
