import { defineConfig } from '@playwright/test'

/** One worker: each test has head office, PostgreSQL and a till of its own, on machines with two cores. */
export default defineConfig({
  testDir: '../tests/e2e',
  outputDir: '../test-results/output',
  timeout: 180_000,
  expect: { timeout: 20_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  projects: [
    { name: 'chromium', testIgnore: '**/electron-*.spec.ts' },
    // Electron shows the same screens and runs the same engine; what surrounds them there has a test of its own.
    { name: 'electron', testIgnore: ['**/screens.spec.ts', '**/same-engine.spec.ts'] },
  ],
})
