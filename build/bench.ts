import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot, runCommand } from './run-command.ts'

/** `npm run bench -- NAME [--json] [its own options]`: runs `tests/bench/NAME.bench.ts`; without a name lists them. */
const [name, ...rest] = process.argv.slice(2)
const folder = join(repositoryRoot, 'tests/bench')
const names = readdirSync(folder).flatMap((file) =>
  file.endsWith('.bench.ts') ? [file.replace('.bench.ts', '')] : [],
)
if (!name || !names.includes(name)) {
  console.error(`Usage: npm run bench -- NAME [--json]\nBenchmarks: ${names.join(', ')}`)
  process.exit(2)
}
const { exitCode } = await runCommand(process.execPath, [`tests/bench/${name}.bench.ts`, ...rest])
process.exit(exitCode)
