import { createServer } from 'node:http'

const statusOf = { 'other-protocol': 426, 'terminal-frozen': 423 } as const

export type RefusingOffice = { close: () => Promise<void> }

/** At the address of a head office that has ended: one that answers everything with the same refusal. */
export async function openRefusingOffice(port: number, code: keyof typeof statusOf): Promise<RefusingOffice> {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(statusOf[code], { 'content-type': 'application/json' })
    response.end(JSON.stringify({ code, message: 'Refused, as a test asked for' }))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
