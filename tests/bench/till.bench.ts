import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'
import { findBrowser } from '../../build/find-browser.ts'
import { percentile, printReport, round } from './bench-report.ts'
// The type of what the page puts on its window.
import type {} from './till-page/till-page.ts'

/**
 * `npm run bench -- till [--json] [--members N]`: how long a cashier waits for a till that knows many members, in a real
 * Chromium with IndexedDB on the disk in strict durability. One frame is 16.7 ms.
 */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, members: { type: 'string', default: '20000' } },
})
const memberCount = Number(values.members)
if (!Number.isInteger(memberCount) || memberCount < 1 || memberCount > 1_000_000) {
  console.error('--members is a whole number from 1 to 1000000.')
  process.exit(2)
}
const executablePath = findBrowser()
if (executablePath === undefined) {
  console.error('No browser of the Chromium family is installed; POINTKEEPER_BROWSER names one.')
  process.exit(1)
}

const rounds = 200
const folder = await mkdtemp(join(tmpdir(), 'pointkeeper-till-bench-'))
const root = fileURLToPath(new URL('till-page', import.meta.url))
const outDir = join(folder, 'page')
await build({
  configFile: false,
  logLevel: 'warn',
  root,
  build: { outDir, emptyOutDir: true, target: 'chrome130' },
})
const server = await preview({
  configFile: false,
  root,
  build: { outDir },
  preview: { host: '127.0.0.1', port: 0 },
})
// A profile on the disk: a private window would keep IndexedDB in memory.
const browser = await chromium.launchPersistentContext(join(folder, 'profile'), {
  executablePath,
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
})
try {
  const page = await browser.newPage()
  page.setDefaultTimeout(240_000)
  page.on('pageerror', (error) => console.error(String(error)))
  await page.goto(server.resolvedUrls?.local[0] ?? '')
  await page.waitForFunction(() => window.tillBench !== undefined)
  const { tookMs } = await page.evaluate((count) => window.tillBench.fill(count), memberCount)
  const measured = await page.evaluate((count) => window.tillBench.measure(count), rounds)
  const rows = Object.entries(measured).map(([run, samples]) => ({
    run,
    rounds: samples.length,
    'p50 ms': round(percentile(samples, 0.5), 2),
    'p95 ms': round(percentile(samples, 0.95), 2),
  }))
  const title = `till, ${memberCount} members (taken over in ${round(tookMs / 1_000)} s)`
  printReport(title, rows, values.json)
} finally {
  await browser.close()
  await server.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
