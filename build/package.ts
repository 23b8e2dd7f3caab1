import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findElectron } from './find-electron.ts'
import { repositoryRoot, runCommand } from './run-command.ts'

/** `npm run package`: the application as a folder in `release/`, ready to start; `-- --installers` makes installers. */
const { values: options } = parseArgs({
  options: {
    /** The folder only. This is the default. */
    dir: { type: 'boolean', default: false },
    /** NSIS, dmg, or AppImage and deb: those of this platform. Their tools are downloaded once. */
    installers: { type: 'boolean', default: false },
    /** Into `release/tests`, with the inspect fuse left on, which test drivers need; nothing else differs. */
    'for-tests': { type: 'boolean', default: false },
    /** `dist/` has just been built. */
    built: { type: 'boolean', default: false },
  },
})

if (!options.built) exitWhenFailed(await runCommand(process.execPath, ['build/build.ts']))
if (!existsSync(join(repositoryRoot, 'dist/till/index.html'))) fail('dist/till is missing: npm run build')
const electron = await findElectron()
if (!electron.found) fail(`Electron cannot be had here: ${electron.reason}.`)
const version = readFileSync(join(electron.folder, 'version'), 'utf8').trim().replace(/^v/, '')
const outputFolder = options['for-tests'] ? 'release/tests' : 'release'

exitWhenFailed(
  await runCommand(
    process.execPath,
    [
      'node_modules/electron-builder/cli.js',
      ...(options.installers ? [] : ['--dir']),
      '--config=electron-builder.yml',
      '--publish=never',
      // The runtime that is here is packaged, whatever version it has: nothing is downloaded.
      `-c.electronDist=${electron.folder}`,
      `-c.electronVersion=${version}`,
      `-c.directories.output=${outputFolder}`,
      ...(options['for-tests'] ? ['-c.electronFuses.enableNodeCliInspectArguments=true'] : []),
    ],
    { quiet: true },
  ),
)
console.log(`Packaged with Electron ${version}: ${outputFolder}`)

function exitWhenFailed({ exitCode, output }: { exitCode: number; output: string }): void {
  if (exitCode === 0) return
  console.error(output)
  process.exit(exitCode)
}

function fail(reason: string): never {
  console.error(reason)
  process.exit(1)
}
