import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Asks on a terminal without showing what is typed; else takes the first line of standard input. */
export async function readPin(): Promise<string> {
  if (!process.stdin.isTTY) return await readLine(process.stdin)
  process.stderr.write('PIN (not shown): ')
  const first = await readUnseen()
  process.stderr.write('\nThe same again: ')
  const second = await readUnseen()
  process.stderr.write('\n')
  // What differs is no PIN, and the caller says what one is.
  if (first !== second) process.stderr.write('The two differ.\n')
  return first === second ? first : ''
}

/** Readline keeps backspace and Ctrl-C working; what it would show goes nowhere. */
async function readUnseen(): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  return await new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line.trim())
      lines.close()
    })
    // Ctrl-C or Ctrl-D: nothing was given.
    lines.once('close', () => resolve(''))
  })
}

async function readLine(input: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input })) return line.trim()
  return ''
}
