import { useEffect } from 'react'
import { listenForScans } from '../../scanner/listen-for-scans.ts'
import { handleScan } from '../../state/checkout-actions.ts'
import type { TillEnv } from '../../till-env.ts'

/** A reader is understood on every screen, whatever has the focus. */
export function useScans(env: TillEnv): void {
  useEffect(() => listenForScans(window, (text) => void handleScan(env, text)), [env])
}
