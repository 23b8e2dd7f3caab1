import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { repositoryRoot } from './run-command.ts'
import { mainBundle, preloadBundle } from './vite.electron.config.ts'

/** Builds the terminal: main process and preload into `dist/electron`, the page into `dist/till`. */

const startedAt = Date.now()
process.chdir(repositoryRoot)
rmSync(join(repositoryRoot, 'dist/electron'), { recursive: true, force: true })
try {
  await build(mainBundle)
  await build(preloadBundle)
  await build({ configFile: join(repositoryRoot, 'build/vite.till.config.ts'), logLevel: 'warn' })
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
console.log(`Built in ${((Date.now() - startedAt) / 1_000).toFixed(1)} s: dist/electron, dist/till`)
