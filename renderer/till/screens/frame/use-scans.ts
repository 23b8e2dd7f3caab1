import { useEffect } from 'react'
import { listenForScans } from '../../scanner/listen-for-scans.ts'
import { handleScan } from '../../state/checkout-actions.ts'
import type { TillEnv } from '../../till-env.ts'

/** A reader is understood on every screen of the enrolled till, whatever has the focus. */
export function useScans(env: TillEnv, isEnrolled: boolean): void {
  useEffect(
    () => (isEnrolled ? listenForScans(window, (text) => void handleScan(env, text)) : undefined),
    [env, isEnrolled],
  )
}
