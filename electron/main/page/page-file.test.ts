import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerPageRequest, pathWithin } from './page-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pointkeeper-page-'))
  await mkdir(join(folder, 'till/assets'), { recursive: true })
  await writeFile(join(folder, 'till/index.html'), '<!doctype html>')
  await writeFile(join(folder, 'till/assets/decoder.wasm'), 'wasm')
  await writeFile(join(folder, 'secret.json'), 'secret')
  await mkdir(join(folder, 'till-other'))
  await writeFile(join(folder, 'till-other/index.html'), 'other')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ask = (address: string, method = 'GET') =>
  answerPageRequest(join(folder, 'till'), new Request(address, { method }))

test('the page and its files are served with a strict policy', async () => {
  const page = await ask('app://till/#enroll=1')
  expect(await page.text()).toBe('<!doctype html>')
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'self'")
  expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/)
  const decoder = await ask('app://till/assets/decoder.wasm?v=1')
  expect(decoder.headers.get('content-type')).toBe('application/wasm')
  expect(await decoder.text()).toBe('wasm')
})

test.each([
  'app://till/../secret.json',
  'app://till/%2e%2e/secret.json',
  'app://till/..%2fsecret.json',
  'app://till/..%2ftill-other/index.html',
  'app://till/assets/..%5c..%5csecret.json',
  'app://till/index.html%00.js',
  'app://till/%E0%A4%A',
  'app://till/assets',
  'app://till/missing.js',
  'app://other/index.html',
])('%s gives nothing', async (address) => {
  expect((await ask(address)).status).toBe(404)
})

test('only reading', async () => {
  expect((await ask('app://till/', 'POST')).status).toBe(405)
  expect(pathWithin(folder, 'not an address')).toBeUndefined()
})
