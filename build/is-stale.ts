import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './run-command.ts'

const sources = ['shared/**/*.ts', 'electron/**/*.ts', 'renderer/**/*', 'build/*.ts', 'package-lock.json']

/** Whether what was built is older than what it is built from, or missing. */
export function isBuildStale(): boolean {
  const built = ['dist/electron/main.js', 'dist/till/index.html'].map((path) => join(repositoryRoot, path))
  if (built.some((path) => !existsSync(path))) return true
  const builtAt = Math.min(...built.map((path) => statSync(path).mtimeMs))
  return globSync(sources, { cwd: repositoryRoot }).some(
    (path) => statSync(join(repositoryRoot, path)).mtimeMs > builtAt,
  )
}
