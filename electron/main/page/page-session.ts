import { app, protocol, type Session, session } from 'electron'
import { pageOrigin } from '../ipc/answer-bridge-call.ts'
import { answerPageRequest } from './page-file.ts'
import { refusePermissions } from './page-permissions.ts'

/**
 * Must run before the app is ready. A scheme of our own and not `file://`: the origin that IndexedDB belongs to stays
 * the same wherever the app is installed.
 */
export function declarePageScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }])
}

/** The page's session: its files come from `pageFolder`, and nothing it asks for leaves the machine. */
export function openPageSession(pageFolder: string): Session {
  const pageSession = session.defaultSession
  pageSession.protocol.handle('app', (request) => answerPageRequest(pageFolder, request))
  // The policy's connect-src says the same; this holds for whatever it does not cover, such as prefetches.
  pageSession.webRequest.onBeforeRequest((details, answer) => {
    const isLocal =
      details.url.startsWith(`${pageOrigin}/`) ||
      /^(?:blob|data|devtools|chrome-extension):/.test(details.url)
    answer({ cancel: !isLocal })
  })
  refusePermissions(pageSession)
  return pageSession
}

/** Nothing that a page holds may lead to another page or window. */
export function refuseNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}
