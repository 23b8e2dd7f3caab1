import { exchangeEveryMs } from '../../shared/contract/limits.ts'

/** Commits come in bursts; terminals are woken once for those within this time. */
const gatherMs = 50

/**
 * Terminals woken in a second. Each commit concerns all terminals and each woken one exchanges, so without a bound the
 * exchanges grow with the square of the chain: 300 terminals and two sales a second would be 600 exchanges a second.
 */
const wakesPerSecondMax = 100

/** How long a commit waits for others before the terminals are woken, `sinceLastMs` after they were woken last. */
export function wakeDelayMs(input: { streamCount: number; sinceLastMs: number }): number {
  const restMs = Math.min(exchangeEveryMs, (input.streamCount * 1_000) / wakesPerSecondMax)
  return Math.max(gatherMs, restMs - input.sinceLastMs)
}
