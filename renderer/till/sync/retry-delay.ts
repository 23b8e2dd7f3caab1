import { retryCeilingMs, retryFirstMs } from '../../../shared/contract/limits.ts'

/** The longest that an answer's Retry-After is obeyed: a mistaken header must not silence a till for a day. */
const retryAfterMaxMs = 300_000

/**
 * How long to wait after a failed exchange: full jitter below a doubling ceiling (Brooker, "Exponential Backoff And
 * Jitter", AWS 2015), never less than head office asked for. `failures` in a row, at least 1.
 */
export function retryDelayMs(input: {
  failures: number
  retryAfterMs: number | null
  random: () => number
}): number {
  const doublings = Math.min(input.failures - 1, 30)
  const ceilingMs = Math.min(retryCeilingMs, retryFirstMs * 2 ** doublings)
  const askedMs = Math.min(retryAfterMaxMs, Math.max(0, input.retryAfterMs ?? 0))
  return askedMs + Math.floor(input.random() * ceilingMs)
}
