import type { TerminalBridge } from '../shared/contract/terminal-bridge.ts'

/** The verbs that are a question with one answer; `onWake` is the only one that is not. */
export type BridgeVerb = Exclude<keyof TerminalBridge, 'onWake'>

/** Every channel between page and main process. There is no other. */
export const bridgeChannels = {
  about: 'terminal-bridge:about',
  identity: 'terminal-bridge:identity',
  enroll: 'terminal-bridge:enroll',
  record: 'terminal-bridge:record',
  journalHead: 'terminal-bridge:journal-head',
  factsAfter: 'terminal-bridge:facts-after',
  exchange: 'terminal-bridge:exchange',
  verifyHeadOffice: 'terminal-bridge:verify-head-office',
} as const satisfies Record<BridgeVerb, string>

/** The page asks for wake-ups once; they come as messages on the second channel. */
export const wakeSubscribeChannel = 'terminal-bridge:wake-subscribe'
export const wakeChannel = 'terminal-bridge:wake'
