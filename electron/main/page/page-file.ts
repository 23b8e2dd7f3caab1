import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

/** What the page may load and run: its own files, the decoder's WebAssembly, and the camera's pictures. */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  // Mantine sets sizes as inline styles.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob: mediastream:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ')

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** Answers a request for `app://till/...` from the folder of the built page, and from nowhere else. */
export async function answerPageRequest(pageFolder: string, request: Request): Promise<Response> {
  if (request.method !== 'GET') return plainAnswer(405)
  const path = pathWithin(pageFolder, request.url)
  if (path === undefined) return plainAnswer(404)
  try {
    const bytes = await readFile(path)
    return new Response(new Uint8Array(bytes), { headers: headersOf(path) })
  } catch {
    return plainAnswer(404)
  }
}

/** The file that an address names; nothing when it is another host's or leads out of the folder. */
export function pathWithin(pageFolder: string, address: string): string | undefined {
  try {
    const url = new URL(address)
    if (url.protocol !== 'app:' || url.host !== 'till') return undefined
    const name = decodeURIComponent(url.pathname)
    if (name.includes('\0') || name.includes('\\')) return undefined
    const path = normalize(join(pageFolder, name === '/' ? 'index.html' : name))
    return path.startsWith(normalize(pageFolder) + sep) ? path : undefined
  } catch {
    return undefined
  }
}

const headersOf = (path: string): Record<string, string> => ({
  'content-type': mediaTypes[extname(path).toLowerCase()] ?? 'application/octet-stream',
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  // An update must not meet the old version's files.
  'cache-control': 'no-cache',
})

const plainAnswer = (status: number): Response =>
  new Response(null, { status, headers: { 'content-security-policy': contentSecurityPolicy } })
