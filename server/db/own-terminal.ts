/**
 * The name under which head office records its own facts, as store and as terminal: what it decides goes into the ledger
 * by the same chain, seal and settlement as a till's. No till may have the name.
 */
export const ownTerminalId = 'head-office'
