import type { TerminalIdentity } from '../../../shared/contract/enrolment.ts'
import type { BridgeAbout } from '../../../shared/contract/terminal-bridge.ts'
import type { TillEnv } from '../till-env.ts'

/** `identity` is null before enrolment. */
export type TerminalView = { identity: TerminalIdentity | null; about: BridgeAbout }

export const loadTerminal = async (env: Pick<TillEnv, 'db' | 'about'>): Promise<TerminalView> => ({
  identity: (await env.db.terminalMeta())?.identity ?? null,
  about: env.about,
})
