import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { _electron, expect, type Page, test } from '@playwright/test'

/** What surrounds the page in the packaged terminal: nothing gets in, nothing gets out, one at a time. */

const executable = new URL('../../release/tests/linux-unpacked/pointkeeper', import.meta.url).pathname
const rootSwitches = process.getuid?.() === 0 ? ['--no-sandbox'] : []
let dataFolder = ''
let running: Awaited<ReturnType<typeof _electron.launch>> | undefined

async function open(...switches: string[]): Promise<Page> {
  const args = [...rootSwitches, `--data=${dataFolder}`, ...switches]
  running = await _electron.launch({ executablePath: executable, args })
  return running.firstWindow()
}

test.beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'pointkeeper-shell-'))
})
test.afterEach(async () => {
  await running?.close()
  rmSync(dataFolder, { recursive: true, force: true })
})

test('the fuses are set; the tests have one more than a shop', async () => {
  const wire = await getCurrentFuseWire(executable)
  const isOn = (fuse: FuseV1Options) => wire[fuse] === '1'.charCodeAt(0)
  expect(isOn(FuseV1Options.RunAsNode)).toBe(false)
  expect(isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable)).toBe(false)
  expect(isOn(FuseV1Options.GrantFileProtocolExtraPrivileges)).toBe(false)
  expect(isOn(FuseV1Options.EnableCookieEncryption)).toBe(true)
  expect(isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation)).toBe(true)
  expect(isOn(FuseV1Options.OnlyLoadAppFromAsar)).toBe(true)
  expect(isOn(FuseV1Options.EnableNodeCliInspectArguments)).toBe(true)
  const shopConfiguration = readFileSync(new URL('../../electron-builder.yml', import.meta.url), 'utf8')
  expect(shopConfiguration).toContain('enableNodeCliInspectArguments: false')
})

test('the page reaches nothing but the bridge', async () => {
  const page = await open()
  const seen = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'window.wasInlineScriptRun = true'
    document.body.append(script)
    const state = async (name: PermissionName) => (await navigator.permissions.query({ name })).state
    const failure = (call: () => Promise<unknown>) =>
      call().then(
        () => 'reached',
        () => 'refused',
      )
    return {
      globals: ['process', 'require', 'module', 'Buffer', 'global'].filter((name) => name in window),
      inlineScript: 'wasInlineScriptRun' in window,
      network: await failure(() => fetch('http://127.0.0.1:9/')),
      file: await failure(() => fetch('file:///etc/hostname')),
      outsideFolder: (await fetch('app://till/..%2felectron%2fmain.js')).status,
      opened: window.open('https://example.com/') === null,
      camera: await state('camera' as PermissionName),
      others: await Promise.all(
        ['microphone', 'geolocation', 'notifications'].map((name) => state(name as PermissionName)),
      ),
      isPersisted: await navigator.storage.persist(),
      size: [window.innerWidth, window.innerHeight],
    }
  })
  expect(seen).toEqual({
    globals: [],
    inlineScript: false,
    network: 'refused',
    file: 'refused',
    outsideFolder: 404,
    opened: true,
    camera: 'granted',
    others: ['denied', 'denied', 'denied'],
    isPersisted: true,
    size: [1024, 768],
  })
  const address = page.url()
  await page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  await page.waitForTimeout(300)
  expect(page.url()).toBe(address)
})

test('an argument that is none is refused before anything is done with it', async () => {
  const page = await open()
  const answers = await page.evaluate(async () => {
    // As an intruder would call it: the types do not hold here.
    const name: string = 'terminalBridge'
    const bridge: Record<string, (argument: unknown) => Promise<unknown>> = Reflect.get(window, name)
    const ask = async (call: Promise<unknown> | undefined) =>
      call?.then(
        () => 'done',
        (error) => String(error).slice(0, 60),
      )
    return [
      await ask(bridge.record?.({ factId: 'x' })),
      await ask(bridge.factsAfter?.({ afterSeq: 0, countMax: 10_000_000 })),
      await ask(bridge.enroll?.({ headOfficeUrl: 1 })),
    ]
  })
  for (const answer of answers) expect(answer).toContain('Error invoking remote method')
})

test('the terminal is told where to enrol, and starts once on a folder', async () => {
  const page = await open('--enroll=http://127.0.0.1:9/till/#enroll=1234-5678')
  const hash = new URLSearchParams(new URL(page.url()).hash.slice(1))
  expect(Object.fromEntries(hash)).toEqual({ enroll: '1234-5678', at: 'http://127.0.0.1:9' })
  const second = spawnSync(executable, [...rootSwitches, `--data=${dataFolder}`], { timeout: 20_000 })
  expect(second.status).toBe(0)
  expect(await page.title()).toBe('Pointkeeper')
})

test('a page whose process dies comes back by itself', async () => {
  // Without the driver: it loses a page together with its process.
  const terminal = spawn(executable, [...rootSwitches, `--data=${dataFolder}`], { stdio: 'ignore' })
  try {
    await expect.poll(pageProcesses).toHaveLength(1)
    const [dead = 0] = pageProcesses()
    process.kill(dead, 'SIGKILL')
    await expect.poll(() => pageProcesses().filter((processId) => processId !== dead)).toHaveLength(1)
    expect(readFileSync(join(dataFolder, 'logs/main.log'), 'utf8')).toContain('The page crashed')
    expect(terminal.exitCode).toBeNull()
  } finally {
    terminal.kill('SIGKILL')
  }
})

/** Processes that show a page of this data folder, read from /proc. */
function pageProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const commandLine = readTextOrNothing(`/proc/${name}/cmdline`)
      return commandLine.includes('--type=renderer') && commandLine.includes(dataFolder)
    })
    .map(Number)
}

/** A process may end between being listed and being read. */
function readTextOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
