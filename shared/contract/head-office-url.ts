/** Longer than any address that a person types; `terminalIdentity` has the same bound. */
const addressCharactersMax = 300

const addressPattern = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?(\/[a-z0-9/._~-]*)?$/i
const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i

/**
 * Head office's address as `terminalIdentity.headOfficeUrl` keeps it: no slash at the end, no query, no name and
 * password. Nothing when it is none, or when it is plain http to another machine: facts and member data would be
 * readable on the way.
 */
export function parseHeadOfficeUrl(text: string): string | undefined {
  if (text.length > addressCharactersMax) return undefined
  const match = addressPattern.exec(text.trim())
  if (match === null) return undefined
  const [, scheme = '', host = '', port = '', path = ''] = match
  if (scheme.toLowerCase() === 'http' && !loopbackHost.test(host)) return undefined
  return `${scheme.toLowerCase()}://${host.toLowerCase()}${port}${path.replace(/\/+$/, '')}`
}
