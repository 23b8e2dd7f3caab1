import { builtinModules } from 'node:module'
import type { InlineConfig } from 'vite'
import { repositoryRoot } from './run-command.ts'

const external = ['electron', /^electron\//, /^node:/, ...builtinModules]

/** What the two bundles of the Electron side have in common. All but Node and Electron is bundled: no node_modules. */
const common = (entry: string): InlineConfig => ({
  configFile: false,
  root: repositoryRoot,
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: entry,
    outDir: 'dist/electron',
    emptyOutDir: false,
    // The oldest runtime that is supported: Electron 33, with Node 20 and Chrome 130.
    target: 'node20',
    minify: false,
    sourcemap: false,
  },
})

export const mainBundle: InlineConfig = withOutput(common('electron/main/main.ts'), 'es', 'main.js')

/** A sandboxed preload can load no other file and is no ES module. */
export const preloadBundle: InlineConfig = withOutput(
  common('electron/preload/preload.ts'),
  'cjs',
  'preload.cjs',
)

function withOutput(config: InlineConfig, format: 'es' | 'cjs', fileName: string): InlineConfig {
  const output = { format, entryFileNames: fileName, codeSplitting: false }
  return { ...config, build: { ...config.build, rolldownOptions: { external, output } } }
}
