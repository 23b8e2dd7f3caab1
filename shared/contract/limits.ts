/** Every limit of what travels between terminal and head office, each with its reason. */

/** Facts of one exchange: one transaction at head office, short enough not to hold its locks. */
export const batchFactsMax = 500

/** Bytes of a request body: 500 facts of 2 KiB, doubled. */
export const requestBytesMax = 2_097_152

/** Bytes of a request that are no facts: terminal, cursor, generation, brackets; generously. */
const envelopeBytesMax = 4_096

/** Bytes of one sealed fact: one that fits no request could never leave its terminal, and would hold up all behind it. */
export const factBytesMax = requestBytesMax - envelopeBytesMax

/** Bytes of an answer that a terminal reads: a page of changes and the members that its facts touched. */
export const answerBytesMax = 16_777_216

/** Changes in one answer: about 500 KiB, applied in one IndexedDB transaction without a visible pause. */
export const changesPageMax = 1_000

/** A whole exchange, from connecting to the last byte; a cashier never waits for it. */
export const exchangeTimeoutMs = 20_000

/** Retries: full jitter below a doubling ceiling, so that terminals do not come back all at once. */
export const retryFirstMs = 1_000
export const retryCeilingMs = 60_000

/** How often a terminal exchanges without being woken: the most that a lost wake-up can cost. */
export const exchangeEveryMs = 20_000

/** One comment line this often keeps proxies from closing the event stream. */
export const wakeKeepAliveMs = 15_000

/** An enrolment code's life and tries: long enough to walk to the till, too short to guess. */
export const enrolmentCodeLifeMs = 15 * 60_000
export const enrolmentTriesMax = 5

/** The longest that head office's Retry-After is obeyed: a wrong header must not silence a terminal for a day. */
export const retryAfterCeilingMs = 10 * 60_000
