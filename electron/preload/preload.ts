import { contextBridge, ipcRenderer } from 'electron'
import type { TerminalBridge } from '../../shared/contract/terminal-bridge.ts'
import { bridgeChannels, wakeChannel, wakeSubscribeChannel } from '../bridge-channels.ts'

type WakeEvent = { connected: boolean }

const bridge = {
  about: () => ipcRenderer.invoke(bridgeChannels.about),
  identity: () => ipcRenderer.invoke(bridgeChannels.identity),
  enroll: (input) => ipcRenderer.invoke(bridgeChannels.enroll, input),
  record: (draft) => ipcRenderer.invoke(bridgeChannels.record, draft),
  journalHead: () => ipcRenderer.invoke(bridgeChannels.journalHead),
  factsAfter: (input) => ipcRenderer.invoke(bridgeChannels.factsAfter, input),
  exchange: (input) => ipcRenderer.invoke(bridgeChannels.exchange, input),
  verifyHeadOffice: (input) => ipcRenderer.invoke(bridgeChannels.verifyHeadOffice, input),
  onWake: (listener) => {
    // The page gets the news, never Electron's event: that one holds the sender.
    const forward = (_event: unknown, wake: WakeEvent) => listener({ connected: wake.connected })
    ipcRenderer.on(wakeChannel, forward)
    ipcRenderer.send(wakeSubscribeChannel)
    return () => {
      ipcRenderer.off(wakeChannel, forward)
    }
  },
} satisfies TerminalBridge

contextBridge.exposeInMainWorld('terminalBridge', bridge)
