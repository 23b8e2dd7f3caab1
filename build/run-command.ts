import { spawn } from 'node:child_process'

export const repositoryRoot = new URL('..', import.meta.url).pathname

type Options = { env?: Record<string, string>; quiet?: boolean; timeoutMs?: number }

/** Runs a command in the repository to its end. `output` is what it printed; with `quiet` it is not shown as well. */
export async function runCommand(
  command: string,
  commandArguments: string[],
  options: Options = {},
): Promise<{ exitCode: number; output: string }> {
  const child = spawn(command, commandArguments, {
    cwd: repositoryRoot,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.timeoutMs ? { timeout: options.timeoutMs, killSignal: 'SIGKILL' as const } : {}),
  })
  const chunks: string[] = []
  const collect = (target: NodeJS.WriteStream) => (chunk: Buffer) => {
    chunks.push(chunk.toString())
    if (!options.quiet) target.write(chunk)
  }
  child.stdout.on('data', collect(process.stdout))
  child.stderr.on('data', collect(process.stderr))
  const exitCode = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      chunks.push(String(error))
      resolve(127)
    })
    child.on('close', (code) => resolve(code ?? 1))
  })
  return { exitCode, output: chunks.join('') }
}
