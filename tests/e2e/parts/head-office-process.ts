import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { z } from 'zod'

const root = new URL('../../..', import.meta.url).pathname

/** A real head office: the product's own command, on its own PostgreSQL, in a process that can be killed. */
export class HeadOfficeProcess {
  readonly dataFolder: string
  readonly port: number
  #child: ChildProcess | undefined

  constructor(options: { dataFolder: string; port: number }) {
    this.dataFolder = options.dataFolder
    this.port = options.port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get isRunning(): boolean {
    return this.#child !== undefined
  }

  async start(): Promise<void> {
    if (this.#child) throw new Error('head office runs already')
    const child = spawn(
      process.execPath,
      ['server/main.ts', '--sample', '--ready-json', '--data', this.dataFolder, '--port', String(this.port)],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    this.#child = child
    const log: string[] = []
    child.stderr.on('data', (chunk) => log.push(String(chunk)))
    const ready = (async () => {
      for await (const line of createInterface({ input: child.stdout })) {
        if (line.startsWith('{') && JSON.parse(line).ready === true) return
      }
      throw new Error(`Head office ended before it was ready: ${log.join('').slice(-2000)}`)
    })()
    await ready
    child.stdout.resume()
  }

  /** As a power cut would: nothing is closed. PostgreSQL, its child, is left to the next start to adopt or end. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  /** Reads one of head office's JSON addresses as its owner would. */
  async get<Shape extends z.ZodType>(path: string, shape: Shape, token?: string): Promise<z.infer<Shape>> {
    const answer = await fetch(
      this.url + path,
      token ? { headers: { authorization: `Bearer ${token}` } } : {},
    )
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return shape.parse(await answer.json())
  }
}
