import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

/** What can be checked of the style. Nothing in it is loosened to make a change pass. */

const root = new URL('..', import.meta.url).pathname
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.tsx?$/.test(path) && existsSync(join(root, path)))
const isTest = (path: string) => /\.test\.tsx?$|^tests\/|\.spec\.ts$/.test(path)
const code = tracked.filter((path) => !isTest(path))
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

/** For each folder, the folders that its files may import from (besides itself). Deeper folders are named first. */
const mayImport: [folder: string, from: string[]][] = [
  ['shared/lib', []],
  ['shared/domain', ['shared/lib']],
  ['shared/contract', ['shared/domain', 'shared/lib']],
  ['renderer/ui', ['shared']],
  ['renderer/till/db', ['shared']],
  ['renderer/till/bridge', ['shared']],
  ['renderer/till/scanner', ['shared']],
  ['renderer/till/sync', ['shared', 'renderer/till/db']],
  ['renderer/till/queries', ['shared', 'renderer/till/db']],
  ['renderer/till/commands', ['shared', 'renderer/till/db', 'renderer/till/queries']],
  ['renderer/till/state', ['shared', 'renderer/ui', 'renderer/till/commands', 'renderer/till/queries']],
  ['renderer', ['shared']],
  ['electron', ['shared']],
  ['server/db', ['shared']],
  ['server/ledger', ['shared', 'server/db']],
  ['server/members', ['shared', 'server/db', 'server/ledger']],
  ['server/programs', ['shared', 'server/db', 'server/ledger']],
  ['server/staff', ['shared', 'server/db', 'server/ledger']],
  ['server', ['shared']],
  ['shared', []],
]

/** Types that describe the running till's parts are one file, which its rooms may name as a type. */
const namedByAll = ['renderer/till/till-env.ts']

/** `shared` is pure: these and nothing else come from outside (docs/decisions/2026-11-21-shared-dependencies.md). */
const sharedPackages = ['zod', '@noble/hashes', '@noble/curves', 'libphonenumber-js']

function importsOf(path: string): string[] {
  const pattern =
    /^\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm
  return [...textOf(path).matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}

const isWithin = (path: string, folder: string) => path.startsWith(`${folder}/`)

test('imports follow the one direction that the design gives', () => {
  const wrong = code.flatMap((path) => {
    const rule = mayImport.find(([folder]) => isWithin(path, folder))
    if (!rule) return []
    const [folder, from] = rule
    return importsOf(path)
      .filter((name) => name.startsWith('.'))
      .map((name) => normalize(join(dirname(path), name)))
      .filter((target) => ![folder, ...from].some((allowed) => isWithin(target, allowed)))
      .filter((target) => !namedByAll.includes(target))
      .map((target) => `${path} imports ${target}`)
  })
  expect(wrong).toEqual([])
})

test('shared is pure: few packages, no clock, no chance, no machine', () => {
  const shared = code.filter((path) => isWithin(path, 'shared'))
  const packages = shared.flatMap((path) =>
    importsOf(path)
      .filter((name) => !name.startsWith('.'))
      .filter((name) => !sharedPackages.some((allowed) => name === allowed || name.startsWith(`${allowed}/`)))
      .map((name) => `${path} imports ${name}`),
  )
  expect(packages).toEqual([])
  const impure =
    /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bcrypto\b|\bprocess\.|\bsetTimeout\b|\bwindow\b|\bdocument\.|\bfetch\(/
  const found = shared.flatMap((path) =>
    stripComments(textOf(path))
      .split('\n')
      .filter((line) => impure.test(line) && !/^import|^\} from/.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  )
  expect(found).toEqual([])
})

test('a file is read in one go: at most 300 lines', () => {
  const long = code
    .map((path) => ({ path, lines: textOf(path).split('\n').length }))
    .filter(({ lines }) => lines > 300)
  expect(long).toEqual([])
})

test('a function is a screenful: at most 60 lines', () => {
  expect(code.flatMap(longFunctionsOf)).toEqual([])
})

/** Functions by their braces at the start of a line's indentation: the formatter makes that reliable. */
function longFunctionsOf(path: string): string[] {
  const lines = textOf(path).split('\n')
  return lines.flatMap((line, start) => {
    const opens =
      /^(\s*)(?:export )?(?:default )?(?:async )?function\b.*|^(\s*)(?:export )?const \w+ = (?:async )?\(.*=> \{$/.exec(
        line,
      )
    if (!opens) return []
    const indent = opens[1] ?? opens[2] ?? ''
    const end = lines.findIndex((other, index) => index > start && other === `${indent}}`)
    return end - start > 60 ? [`${path}:${start + 1} ${line.trim()} (${end - start} lines)`] : []
  })
}

/** Words that words.md gives to no identifier of the product, because another one has the meaning. */
const bannedWords =
  /\b(?:customer|wallet|burn|accrue|coupon|promo|branch|outlet|backoffice|dashboard)(?:s|Id|Ids)?\b(?=\s*[:=(,;)<.?])/

test('one meaning, one word', () => {
  const found = code.flatMap((path) =>
    stripComments(textOf(path))
      .split('\n')
      .filter((line) => bannedWords.test(line.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '')))
      .map((line) => `${path}: ${line.trim()}`),
  )
  expect(found).toEqual([])
})

test('files are named after what they hold', () => {
  const vague = tracked.filter((path) =>
    /(?:^|\/)(?:utils?|helpers?|manager|misc|common|index)\.tsx?$/.test(path),
  )
  expect(vague).toEqual([])
})

test('nothing is put off silently: no TODO without an issue, no test left out', () => {
  const found = tracked
    .filter((path) => path !== 'build/house.test.ts')
    .flatMap((path) =>
      textOf(path)
        .split('\n')
        .filter((line) =>
          /\b(?:TODO|FIXME|XXX)\b(?! \(#\d+\))|\b(?:test|it|describe)\.(?:skip|only|todo)\(/.test(line),
        )
        .map((line) => `${path}: ${line.trim()}`),
    )
  expect(found).toEqual([])
})

function stripComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}
