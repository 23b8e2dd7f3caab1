import { prepareTestMachine } from './prepare-test-machine.ts'
import { runEndToEnd } from './run-end-to-end.ts'

/** `npm run e2e -- [NAME ...] [Playwright's options]`: builds, packages for tests, and drives the real thing. */
const machine = await prepareTestMachine()
const { exitCode, skippedReasons } = await runEndToEnd(machine, process.argv.slice(2))
for (const reason of skippedReasons) console.log(`Not run: ${reason}`)
process.exit(exitCode)
