import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { repositoryRoot } from './run-command.ts'
import { mainBundle, preloadBundle } from './vite.electron.config.ts'

/** Builds the terminal: main process and preload into `dist/electron`, the page into `dist/till`. */

const startedAt = Date.now()
process.chdir(repositoryRoot)
rmSync(join(repositoryRoot, 'dist/electron'), { recursive: true, force: true })
await build(mainBundle)
await build(preloadBundle)
const tillConfig = join(repositoryRoot, 'build/vite.till.config.ts')
if (existsSync(tillConfig)) await build({ configFile: tillConfig, logLevel: 'warn' })
else console.warn('build/vite.till.config.ts is missing, so the page was not built.')
console.log(`Built in ${((Date.now() - startedAt) / 1_000).toFixed(1)} s: dist/electron, dist/till`)
