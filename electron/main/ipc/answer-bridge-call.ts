import type { TerminalBridge } from '../../../shared/contract/terminal-bridge.ts'
import type { BridgeVerb } from '../../bridge-channels.ts'
import { bridgeArguments } from './bridge-arguments.ts'

export const pageOrigin = 'app://till'

/** Only the till's own page, in the top frame, is answered. */
export const isOwnPage = (frameUrl: string | undefined): boolean =>
  frameUrl === pageOrigin || frameUrl?.startsWith(`${pageOrigin}/`) === true

/** One call of the page: who asks, what is asked, then the verb. Throws for what only a bug or an intruder sends. */
export async function answerBridgeCall(
  bridge: TerminalBridge,
  verb: BridgeVerb,
  call: { frameUrl: string | undefined; isTopFrame: boolean; argument: unknown },
): Promise<unknown> {
  if (!call.isTopFrame || !isOwnPage(call.frameUrl)) throw new Error(`${verb} was asked by a foreign page`)
  switch (verb) {
    case 'about':
    case 'identity':
    case 'journalHead':
      bridgeArguments[verb].parse(call.argument)
      return bridge[verb]()
    case 'enroll':
      return bridge.enroll(bridgeArguments.enroll.parse(call.argument))
    case 'record':
      return bridge.record(bridgeArguments.record.parse(call.argument))
    case 'factsAfter':
      return bridge.factsAfter(bridgeArguments.factsAfter.parse(call.argument))
    case 'exchange':
      return bridge.exchange(bridgeArguments.exchange.parse(call.argument))
    case 'verifyHeadOffice':
      return bridge.verifyHeadOffice(bridgeArguments.verifyHeadOffice.parse(call.argument))
  }
}
