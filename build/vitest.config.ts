import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['{shared,electron,renderer,server,build,tests}/**/*.test.{ts,tsx}'],
    exclude: ['node_modules/**', 'dist/**', 'release/**'],
    // Two cores: each file that starts PostgreSQL takes one for itself.
    maxWorkers: 2,
    // Ends what hangs; not a bound on speed (those are benchmarks), so wide enough for a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
