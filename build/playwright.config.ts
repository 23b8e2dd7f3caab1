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
    // The engine in Electron is the engine in Chromium; it is compared once.
    { name: 'electron', testIgnore: '**/same-engine.spec.ts' },
  ],
})
