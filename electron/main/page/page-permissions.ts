import type { Session } from 'electron'
import { isOwnPage } from '../ipc/answer-bridge-call.ts'

/** Electron grants everything that is not refused. The till's page gets the camera's picture and lasting storage. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? details.mediaTypes : undefined
    answer(isOwnPage(details.requestingUrl) && isGranted(permission, mediaTypes))
  })
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const mediaTypes = details.mediaType === undefined ? undefined : [details.mediaType]
    return isOwnPage(requestingOrigin) && isGranted(permission, mediaTypes)
  })
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
}

/** `persistent-storage` shows and sends nothing: it keeps IndexedDB from being evicted when the disk is nearly full. */
export function isGranted(permission: string, mediaTypes: readonly string[] | undefined): boolean {
  if (permission === 'persistent-storage') return true
  return permission === 'media' && mediaTypes !== undefined && mediaTypes.length > 0
    ? mediaTypes.every((type) => type === 'video')
    : false
}
