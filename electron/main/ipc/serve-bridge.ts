import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import type { TerminalBridge } from '../../../shared/contract/terminal-bridge.ts'
import { type BridgeVerb, bridgeChannels, wakeChannel, wakeSubscribeChannel } from '../../bridge-channels.ts'
import type { Log } from '../log.ts'
import { answerBridgeCall, isOwnPage } from './answer-bridge-call.ts'

/** A schema's complaint can be pages long; its beginning says what was wrong. */
const errorCharactersMax = 400

/** Answers the page's calls, once `opening` has opened what they need. */
export function serveBridge(opening: Promise<TerminalBridge>, log: Log): void {
  for (const verb of Object.keys(bridgeChannels) as BridgeVerb[]) {
    ipcMain.handle(bridgeChannels[verb], async (event, argument: unknown) => {
      try {
        return await answerBridgeCall(await opening, verb, { ...senderOf(event), argument })
      } catch (error) {
        log.error('A call of the page failed', { verb, error: String(error).slice(0, errorCharactersMax) })
        throw error
      }
    })
  }
  serveWake(opening)
}

/** One listener for each page, however often it asks; a page that is gone or was loaded anew asks again. */
function serveWake(opening: Promise<TerminalBridge>): void {
  const subscribed = new Map<WebContents, () => void>()
  ipcMain.on(wakeSubscribeChannel, async (event) => {
    const { frameUrl, isTopFrame } = senderOf(event)
    if (!isTopFrame || !isOwnPage(frameUrl)) return
    const page = event.sender
    const bridge = await opening
    if (!subscribed.has(page)) page.once('destroyed', () => unsubscribe(page))
    unsubscribe(page)
    const stop = bridge.onWake((wake) => {
      if (!page.isDestroyed()) page.send(wakeChannel, wake)
    })
    subscribed.set(page, stop)
  })
  const unsubscribe = (page: WebContents) => {
    subscribed.get(page)?.()
    subscribed.delete(page)
  }
}

function senderOf(event: IpcMainInvokeEvent | IpcMainEvent): {
  frameUrl: string | undefined
  isTopFrame: boolean
} {
  const frame = event.senderFrame
  return { frameUrl: frame?.url, isTopFrame: frame !== null && frame.parent === null }
}
