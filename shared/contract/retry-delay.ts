import { retryCeilingMs, retryFirstMs } from './limits.ts'

/**
 * How long to wait after a failed try: full jitter below a doubling ceiling (Brooker, "Exponential Backoff And Jitter",
 * AWS 2015), and never less than head office asked for. `failures` in a row, at least 1; `random` at least 0, below 1.
 */
export function retryDelayMs(input: {
  failures: number
  retryAfterMs: number | null
  random: () => number
}): number {
  const doublings = Math.min(input.failures - 1, 30)
  const ceilingMs = Math.min(retryCeilingMs, retryFirstMs * 2 ** doublings)
  return (input.retryAfterMs ?? 0) + Math.floor(input.random() * ceilingMs)
}
