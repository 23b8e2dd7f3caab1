import type { HttpFetch } from './http-fetch.ts'
import { readLimited } from './read-limited.ts'

export type PostedAnswer =
  | { kind: 'answered'; status: number; body: unknown; retryAfter: string | null }
  /** No connection, or it broke before the last byte. */
  | { kind: 'unreachable' }
  | { kind: 'timeout' }
  /** Too large, or no JSON: not head office, or not one that is understood. */
  | { kind: 'not-understood' }

type Post = {
  fetch: HttpFetch
  url: string
  body: string
  headers?: Record<string, string>
  timeoutMs: number
  answerBytesMax: number
}

/** Posts JSON and reads the answer within one time-out and one size limit. Never throws for what a network can do. */
export async function postJson(post: Post): Promise<PostedAnswer> {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  // Raced, and not only aborted: what a fetch does with its signal while a body is read differs between versions.
  const timeout = new Promise<PostedAnswer>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'timeout' }), post.timeoutMs)
  })
  try {
    return await Promise.race([send(post, controller.signal), timeout])
  } finally {
    clearTimeout(timer)
    controller.abort()
  }
}

async function send(post: Post, signal: AbortSignal): Promise<PostedAnswer> {
  try {
    const response = await post.fetch(post.url, {
      method: 'POST',
      body: post.body,
      headers: { 'content-type': 'application/json', accept: 'application/json', ...post.headers },
      // A redirect is a hotel's log-in page or a wrong address; a signed batch follows neither.
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal,
    })
    const bytes = await readLimited(response, post.answerBytesMax)
    if (bytes === undefined) return { kind: 'not-understood' }
    const retryAfter = response.headers.get('retry-after')
    const body = parseJson(bytes)
    // A proxy's refusal is often no JSON: its status still says enough.
    if (body === undefined && response.ok) return { kind: 'not-understood' }
    return { kind: 'answered', status: response.status, body, retryAfter }
  } catch {
    return { kind: 'unreachable' }
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
