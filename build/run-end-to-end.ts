import { existsSync } from 'node:fs'
import type { TestMachine } from './prepare-test-machine.ts'
import { runCommand } from './run-command.ts'

export type EndToEndRun = { exitCode: number; skippedReasons: string[] }

/** Builds the till, packages it where Electron is to be had, and runs Playwright on what this machine can show. */
export async function runEndToEnd(machine: TestMachine, playwrightArguments: string[]): Promise<EndToEndRun> {
  const skippedReasons: string[] = []
  const projects: string[] = []
  const build = await runCommand(process.execPath, ['build/build.ts'])
  if (build.exitCode !== 0) return { exitCode: build.exitCode, skippedReasons }

  const env: Record<string, string> = {}
  if (machine.browser.found) {
    env.POINTKEEPER_BROWSER = machine.browser.executable
    projects.push('chromium')
  } else skippedReasons.push(`the tests in a browser, because ${machine.browser.reason}`)

  if (machine.electron.found) {
    env.ELECTRON_OVERRIDE_DIST_PATH = machine.electron.folder
    const packaging = await runCommand(process.execPath, ['build/package.ts', '--for-tests', '--built'], {
      env,
    })
    if (packaging.exitCode !== 0) return { exitCode: packaging.exitCode, skippedReasons }
    projects.push('electron')
  } else skippedReasons.push(`the tests in Electron, because ${machine.electron.reason}`)

  if (projects.length === 0) return { exitCode: 0, skippedReasons }
  const playwright = [
    'node_modules/@playwright/test/cli.js',
    'test',
    '--config=build/playwright.config.ts',
    ...(playwrightArguments.some((argument) => argument.startsWith('--project'))
      ? []
      : projects.map((project) => `--project=${project}`)),
    ...playwrightArguments,
  ]
  const needsDisplay = process.platform === 'linux' && !process.env.DISPLAY && existsSync('/usr/bin/xvfb-run')
  const screen = ['-a', '--server-args=-screen 0 1920x1200x24']
  const tests = needsDisplay
    ? await runCommand('xvfb-run', [...screen, process.execPath, ...playwright], { env })
    : await runCommand(process.execPath, playwright, { env })
  return { exitCode: tests.exitCode, skippedReasons }
}
