/** A body's bytes; nothing as soon as there are more than `bytesMax`, without reading the rest. */
export async function readLimited(response: Response, bytesMax: number): Promise<Buffer | undefined> {
  if (!response.body) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let byteCount = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks)
    byteCount += value.byteLength
    if (byteCount > bytesMax) {
      await reader.cancel().catch(() => undefined)
      return undefined
    }
    chunks.push(value)
  }
}
