import { ok, type Result, refuse } from '../../../shared/lib/result.ts'

/** What came back: the status, the parsed JSON (undefined when it is none) and the header that may ask for a rest. */
export type HeadOfficeReply = { status: number; body: unknown; retryAfter: string | null }

export type RequestFault = 'offline' | 'timeout' | 'answer-too-large'

/** Posts JSON to head office, with a time-out over the whole of it and a limit on what is read. */
export async function postJson(input: {
  url: string
  body: string
  headers: Record<string, string>
  timeoutMs: number
  answerBytesMax: number
}): Promise<Result<HeadOfficeReply, RequestFault>> {
  try {
    const response = await fetch(input.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...input.headers },
      body: input.body,
      signal: AbortSignal.timeout(input.timeoutMs),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    })
    const text = await readLimited(response, input.answerBytesMax)
    if (text === undefined) return refuse('answer-too-large')
    return ok({
      status: response.status,
      body: parseJson(text),
      retryAfter: response.headers.get('retry-after'),
    })
  } catch (error) {
    // Whatever the network does wrong arrives as an exception: a TypeError, or the time-out's.
    return refuse(error instanceof DOMException && error.name === 'TimeoutError' ? 'timeout' : 'offline')
  }
}

/** The body as text; nothing when it is longer than allowed (the rest is not read). */
async function readLimited(response: Response, bytesMax: number): Promise<string | undefined> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  let readBytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    readBytes += value.length
    if (readBytes > bytesMax) {
      await reader.cancel()
      return undefined
    }
    text += decoder.decode(value, { stream: true })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
