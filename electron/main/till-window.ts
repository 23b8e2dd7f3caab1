import { join } from 'node:path'
import { app, BrowserWindow, Menu } from 'electron'
import type { Log } from './log.ts'

/** The smallest screen that tills have; the checkout fits it without scrolling. */
const widthMin = 1_024
const heightMin = 768

type WindowOptions = { electronFolder: string; address: string; isKiosk: boolean; log: Log }

/** The terminal's one window; shown when it has something to show. */
export function openTillWindow({ electronFolder, address, isKiosk, log }: WindowOptions): BrowserWindow {
  setMenu()
  const window = new BrowserWindow({
    width: widthMin,
    height: heightMin,
    useContentSize: true,
    show: false,
    kiosk: isKiosk,
    autoHideMenuBar: true,
    backgroundColor: '#fafafa',
    title: app.getName(),
    webPreferences: {
      preload: join(electronFolder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      // The dictionaries would be downloaded.
      spellcheck: false,
      // A till behind another window still sends its facts in time.
      backgroundThrottling: false,
      devTools: !app.isPackaged,
    },
  })
  window.setMinimumSize(...outerSize(window))
  window.once('ready-to-show', () => window.show())
  // Closing the window while it loads ends up here too: that is no reason for an error on the screen.
  window.loadURL(address).catch((error) => log.warn('The page was not loaded', { error: String(error) }))
  return window
}

function outerSize(window: BrowserWindow): [number, number] {
  const { width, height } = window.getBounds()
  const content = window.getContentBounds()
  return [widthMin + width - content.width, heightMin + height - content.height]
}

/** A till has no menu. On macOS copy, paste and quit live in it. */
function setMenu(): void {
  const template = [{ role: 'appMenu' as const }, { role: 'editMenu' as const }]
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate(template) : null)
}
