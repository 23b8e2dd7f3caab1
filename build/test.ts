import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { prepareTestMachine } from './prepare-test-machine.ts'
import { repositoryRoot, runCommand } from './run-command.ts'
import { runEndToEnd } from './run-end-to-end.ts'

/** `npm test`: everything that can be tested on this machine, and one closing line that counts it. */
type Count = { passed: number; failed: number; skipped: number }

const results = join(repositoryRoot, 'test-results')
rmSync(results, { recursive: true, force: true })

const counts: Count[] = []
const startedAt = Date.now()

await step('Formatting and lint', () => runChecked(['node_modules/@biomejs/biome/bin/biome', 'check', '.']))
await step('Types', () => runChecked(['node_modules/typescript/bin/tsc', '-b']))
await step('Unit tests', runUnitTests)
const machine = await prepareTestMachine()
const notRun: string[] = []
await step('End-to-end tests', async () => {
  const run = await runEndToEnd(machine, [])
  notRun.push(...run.skippedReasons)
  return withExitCode(countPlaywright(), run.exitCode)
})

const total = counts.reduce((sum, count) => ({
  passed: sum.passed + count.passed,
  failed: sum.failed + count.failed,
  skipped: sum.skipped + count.skipped,
}))
for (const reason of notRun) console.log(`Not run: ${reason}.`)
const skipped = total.skipped + notRun.length
console.log(`Took ${Math.round((Date.now() - startedAt) / 1000)} s.`)
console.log(`${total.passed} passed, ${total.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
process.exit(total.failed > 0 ? 1 : 0)

async function step(name: string, run: () => Promise<Count>): Promise<void> {
  console.log(`\n== ${name}`)
  counts.push(await run())
}

async function runChecked(command: string[]): Promise<Count> {
  const { exitCode } = await runCommand(process.execPath, command)
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 }
}

async function runUnitTests(): Promise<Count> {
  const output = 'test-results/unit.json'
  const { exitCode } = await runCommand(process.execPath, [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config',
    'build/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${output}`,
  ])
  const report = readReport(
    'unit.json',
    z.object({ numPassedTests: z.int(), numFailedTests: z.int(), numPendingTests: z.int() }),
  )
  const count = report
    ? { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests }
    : { passed: 0, failed: 0, skipped: 0 }
  return withExitCode(count, exitCode)
}

function countPlaywright(): Count {
  const stats = z.object({
    stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  })
  const report = readReport('e2e.json', stats)
  if (!report) return { passed: 0, failed: 0, skipped: 0 }
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky, skipped }
}

/** A runner that failed without a failed test (it could not start, say) counts as one failure. */
function withExitCode(count: Count, exitCode: number): Count {
  return exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
}

function readReport<Shape extends z.ZodType>(name: string, shape: Shape): z.infer<Shape> | undefined {
  const path = join(results, name)
  return existsSync(path) ? shape.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined
}
