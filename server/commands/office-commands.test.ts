import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argon2Verify } from 'hash-wasm'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardNumberOf } from '../../shared/domain/card.ts'
import { SigningTerminal } from '../../tests/simulation/signing-terminal.ts'
import {
  openSmallHeadOffice,
  type SmallHeadOffice,
  smallProgram,
} from '../../tests/simulation/small-head-office.ts'
import { createHeadOffice } from '../create-head-office.ts'
import { helpText, parseCommandLine } from './command-line.ts'
import { officeCommands } from './office-commands.ts'
import { runOfficeCommand } from './run-office-command.ts'

let folder: string
let office: SmallHeadOffice
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pointkeeper-commands-'))
  office = await openSmallHeadOffice(1)
})
afterAll(async () => {
  await office.remove()
  await rm(folder, { recursive: true, force: true })
})

type Said = { exitCode: number; printed: string; told: string }

/** Calls head office's command as a shell would: the words are parsed by the product. */
async function call(
  words: string[],
  where: { dataFolder: string; pin?: string; databaseUrl?: string },
): Promise<Said> {
  const printed: string[] = []
  const told: string[] = []
  const line = parseCommandLine(words)
  if (!line.ok) return { exitCode: 2, printed: '', told: line.refusal }
  if (line.value.kind !== 'command') throw new Error('a command was called')
  const exitCode = await runOfficeCommand(
    line.value.command,
    { ...line.value, dataFolder: where.dataFolder, databaseUrl: where.databaseUrl },
    {
      streams: {
        print: (text) => printed.push(text),
        tell: (text) => told.push(text),
        readPin: async () => where.pin ?? '',
      },
      logger: pino({ level: 'silent' }),
    },
  )
  return { exitCode, printed: printed.join('\n'), told: told.join('\n') }
}

async function callForJson<Shape>(words: string[], where: Parameters<typeof call>[1]): Promise<Shape> {
  const said = await call([...words, '--json'], where)
  expect(said).toMatchObject({ exitCode: 0 })
  return JSON.parse(said.printed) as Shape
}

async function fileWith(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

/** Everything that a chain needs, from nothing. Returns an enrolment code for its only terminal. */
async function setUpChain(where: Parameters<typeof call>[1]): Promise<string> {
  await callForJson(['store', 'add', 'Chợ Lớn'], where)
  await callForJson(['terminal', 'add', '--store', 'cho-lon', 'Quầy 1'], where)
  const person = ['--store', 'cho-lon', '--role', 'cashier', '--name', 'Nguyễn Thị Lan']
  await callForJson(['staff', 'add', ...person], { ...where, pin: '246810' })
  const document = await fileWith('program.json', JSON.stringify(smallProgram))
  await callForJson(['program', 'publish', document], where)
  const list = await fileWith('members.csv', `${cardNumberOf('29', 7)},Lê Mỹ Hạnh,0912 345 678\n`)
  await callForJson(['member', 'import', list], where)
  return (await callForJson<{ code: string }>(['terminal', 'code', 'cho-lon-1'], where)).code
}

async function expectWorkingTill(url: string, code: string): Promise<void> {
  const till = await SigningTerminal.enroll(url, code)
  expect(till.identity).toMatchObject({ terminalName: 'Quầy 1', storeName: 'Chợ Lớn' })
  const { changes } = await till.exchange()
  const staff = changes.find((change) => change.kind === 'staff')?.staff
  const program = changes.find((change) => change.kind === 'program')?.program.document
  const member = changes.findLast((change) => change.kind === 'member')?.member
  expect(await argon2Verify({ password: '246810', hash: staff?.pinHash ?? '' })).toBe(true)
  expect(member).toMatchObject({ name: 'Lê Mỹ Hạnh', phone: '+84912345678' })
  if (!program || !member) throw new Error('program and member have come')
  till.award({ memberId: member.memberId, amountMinor: 50_000, program })
  const answer = await till.exchange()
  expect(answer).toMatchObject({ settledSeq: 1, acks: [] })
  expect(answer.members[0]?.standing.lots[0]?.points).toBe(50)
}

test('a chain made with head office not running: its till enrolls, has staff, program and members, and awards', async () => {
  const dataFolder = join(folder, 'alone')
  const none = await call(['store', 'list'], { dataFolder })
  expect(none).toMatchObject({ exitCode: 1, printed: '' })
  expect(none.told).toContain('Begin with "store add NAME"')
  const code = await setUpChain({ dataFolder })
  const running = await createHeadOffice({ dataFolder, port: 0 })
  if ('alreadyRunsAt' in running) throw new Error('the commands have let go of the data')
  try {
    await expectWorkingTill(running.url, code)
    const said = await call(['terminal', 'list'], { dataFolder })
    expect(said.printed).toMatch(/^cho-lon-1 +cho-lon +Quầy 1 +active +1 /m)
  } finally {
    await running.close()
  }
}, 90_000)

test('the same beside a head office that runs; the code names its address', async () => {
  const where = { dataFolder: office.dataFolder }
  await expectWorkingTill(office.url, await setUpChain(where))
  const issued = await callForJson<{ tillUrl: string; code: string }>(
    ['terminal', 'code', 'cho-lon-1'],
    where,
  )
  expect(issued.tillUrl).toBe(`${office.url}/till/#enroll=${issued.code.replaceAll(' ', '')}`)
  const ofProxy = ['terminal', 'code', 'cho-lon-1', '--url', 'https://diem.example.vn/']
  expect((await call(ofProxy, where)).printed).toContain('https://diem.example.vn/till/#enroll=')
  const plain = await call(['terminal', 'code', 'cho-lon-1', '--url', 'http://diem.example.vn'], where)
  expect(plain).toMatchObject({ exitCode: 1, printed: '' })
})

test('the same on a DATABASE_URL, without a data folder of that database', async () => {
  const { port, password } = JSON.parse(await readFile(join(office.dataFolder, 'database.json'), 'utf8'))
  await office.database`create database of_the_owner`
  const databaseUrl = `postgres://pointkeeper:${password}@127.0.0.1:${port}/of_the_owner`
  const where = { dataFolder: join(folder, 'owner'), databaseUrl }
  const code = await setUpChain(where)
  const forgotten = await call(['store', 'add', 'Second'], { dataFolder: where.dataFolder })
  expect(forgotten).toMatchObject({ exitCode: 1, printed: '' })
  expect(forgotten.told).toContain('DATABASE_URL')
  const running = await createHeadOffice({ ...where, port: 0 })
  if ('alreadyRunsAt' in running) throw new Error('several may run on one database')
  try {
    await expectWorkingTill(running.url, code)
  } finally {
    await running.close()
  }
})

test('terminals that run are woken by a command', async () => {
  const till = await office.enroll('north-1')
  const stream = await fetch(till.wakeUrl())
  const reader = stream.body?.getReader()
  const list = await fileWith('woken.csv', `${cardNumberOf('29', 8)};Vũ Ngọc Ánh;\n`)
  await callForJson(['member', 'import', list], { dataFolder: office.dataFolder })
  let heard = ''
  while (!heard.includes('event: wake')) heard += Buffer.from((await reader?.read())?.value ?? []).toString()
  await reader?.cancel()
})

test('a list is imported around its bad lines, which are told by number, and twice without harm', async () => {
  const where = { dataFolder: office.dataFolder }
  const [a, b, c] = [cardNumberOf('29', 501), cardNumberOf('29', 502), cardNumberOf('29', 503)]
  const wrongDigit = `${a.slice(0, 12)}${(Number(a[12]) + 1) % 10}`
  const rows = [
    'Mã thẻ,Họ tên,Điện thoại',
    `${a},"Nguyễn, Văn ""Ba""",0168 123 4567`,
    '',
    `${wrongDigit},Sai Số,`,
    `${cardNumberOf('28', 1)},Thẻ Khác,`,
    `${b},  ,`,
    `${c},Trần Thị C,12`,
    `${b},"Lỡ Quên`,
    `${a},Lặp Lại,`,
    `${b},Trần Văn B`,
    '2,9E+12,thiếu',
  ]
  const path = await fileWith('list.csv', `\uFEFF${rows.join('\r\n')}`)
  const first = await call(['member', 'import', path, '--json'], where)
  expect(first.exitCode).toBe(1)
  const answer = JSON.parse(first.printed)
  expect(answer).toMatchObject({ addedCount: 2, knownCount: 0 })
  expect(answer.badLines.map(({ line }: { line: number }) => line)).toEqual([4, 5, 6, 7, 8, 9, 11])
  const faults = answer.badLines.map(({ fault }: { fault: string }) => fault).join('\n')
  for (const part of [
    'check digit',
    "program's 29",
    'name is missing',
    'no phone',
    'quotation',
    'on line 2 too',
  ])
    expect(faults).toContain(part)
  const again = JSON.parse((await call(['member', 'import', path, '--json'], where)).printed)
  expect(again).toMatchObject({ addedCount: 0, knownCount: 2 })
  const rowsOfA = await office.database`select name, phone from members join cards using (member_id)
    where card_number = ${a}`
  expect(rowsOfA).toEqual([{ name: 'Nguyễn, Văn "Ba"', phone: '+84381234567' }])

  const other = await fileWith('other.csv', `${a},Người Khác,\n`)
  const differs = await call(['member', 'import', other], where)
  expect(differs.exitCode).toBe(1)
  expect(differs.printed).toContain('line 1: ')
  expect(differs.printed).toContain('belongs to Nguyễn, Văn "Ba"')

  const notUtf8 = await fileWith('windows.csv', Buffer.from(`${c},Tr\xe2n,\n`, 'latin1'))
  expect((await call(['member', 'import', notUtf8], where)).told).toContain('not UTF-8')
})

test('a long list goes in batches, all of them to the terminals', async () => {
  const rows = Array.from(
    { length: 2_300 },
    (_, index) => `${cardNumberOf('29', 10_000 + index)}\tKhách ${index}`,
  )
  const path = await fileWith('long.csv', rows.join('\n'))
  const said = await call(['member', 'import', path, '--json'], { dataFolder: office.dataFolder })
  expect(JSON.parse(said.printed)).toEqual({ addedCount: 2_300, knownCount: 0, badLines: [] })
  expect(said.told).toContain('2000 of 2300 members')
  const till = await office.enroll('south-1')
  const names = new Set<string>()
  for (let hasMore = true; hasMore; ) {
    const answer = await till.exchange()
    for (const change of answer.changes) if (change.kind === 'member') names.add(change.member.name)
    hasMore = answer.hasMore
  }
  expect([names.has('Khách 0'), names.has('Khách 2299')]).toEqual([true, true])
}, 60_000)

test('a program is refused with the path of what is wrong, and the same one is not published twice', async () => {
  const where = { dataFolder: office.dataFolder }
  const publish = async (change: object) =>
    call(
      ['program', 'publish', await fileWith('draft.json', JSON.stringify({ ...smallProgram, ...change }))],
      where,
    )
  expect((await publish({ awardRules: [] })).told).toMatch(/awardRules: /)
  expect((await publish({ timeZone: 'Asia/HoChiMinh' })).told).toMatch(/timeZone: /)
  expect((await publish({ validFrom: '2026-02-31' })).told).toMatch(/validFrom: /)
  expect((await publish({ cardPrefix: '27' })).told).toMatch(/do not begin with cardPrefix 27/)
  expect((await publish({})).printed).toMatch(/^Nothing published/)
  expect(await publish({ validFrom: '2099-01-01' })).toMatchObject({ exitCode: 0 })
  const listed = await callForJson<{ version: number; holdsToday: boolean }[]>(['program', 'list'], where)
  expect(listed.map(({ version, holdsToday }) => [version, holdsToday])).toEqual([
    [2, false],
    [1, true],
  ])
  expect(JSON.parse((await call(['program', 'show'], where)).printed).version).toBe(1)
  expect(JSON.parse((await call(['program', 'show', '2'], where)).printed).validFrom).toBe('2099-01-01')
  expect((await call(['program', 'show', '3'], where)).exitCode).toBe(1)
})

test('bad input is refused in a sentence, and nothing is written', async () => {
  const where = { dataFolder: office.dataFolder, pin: '1234' }
  const person = ['staff', 'add', '--name', 'A', '--role', 'cashier', '--store']
  for (const [words, sentence] of [
    [['store', 'add', ' '], 'A name has'],
    [['store', 'add', 'X', '--id', 'Không'], 'An id has'],
    [['store', 'add', 'X', '--id', 'north'], 'is there already'],
    [['terminal', 'add', '--store', 'nowhere', 'Quầy'], 'no store nowhere'],
    [['terminal', 'add', 'Quầy'], 'store list'],
    [['terminal', 'code', 'nobody'], 'no terminal nobody'],
    [[...person, 'nowhere'], 'no store nowhere'],
    [['staff', 'add', '--name', 'A', '--role', 'boss', '--store', 'north'], '--role cashier'],
    [['member', 'import', join(folder, 'absent.csv')], 'cannot be read'],
    [['program', 'publish', join(folder, 'absent.json')], 'cannot be read'],
  ] as [string[], string][]) {
    const said = await call(words, where)
    expect([words, said.exitCode, said.printed]).toEqual([words, 1, ''])
    expect(said.told).toContain(sentence)
  }
  for (const pin of ['', '123', '12a4', '1234567890123'])
    expect((await call([...person, 'north'], { ...where, pin })).told).toContain('4 to 12 digits')
  const counts = await office.database`select (select count(*)::integer from staff where name = 'A') as staff,
    (select count(*)::integer from stores where name = 'X') as stores`
  expect(counts).toEqual([{ staff: 0, stores: 0 }])
  for (const words of [
    ['store', 'add'],
    ['store', 'list', 'x'],
    ['store', 'list', '--role', 'x'],
    ['store', 'sell'],
  ])
    expect((await call(words, where)).exitCode).toBe(2)
  for (const words of [
    ['store', 'list', '--port', '1'],
    ['--port', 'x'],
    ['--role', 'x'],
    ['--colour'],
    ['sing'],
  ])
    expect(parseCommandLine(words).ok).toBe(false)
})

test('two of one name get two ids, and neither the list nor the help shows a PIN', async () => {
  const where = { dataFolder: office.dataFolder, pin: '987654' }
  const add = ['staff', 'add', '--store', 'north', '--role', 'manager', '--name', 'Đỗ Hải Yến']
  const ids = [
    await callForJson<{ staffId: string }>(add, where),
    await callForJson<{ staffId: string }>(add, where),
  ]
  expect(ids.map(({ staffId }) => staffId)).toEqual(['do-hai-yen', 'do-hai-yen-2'])
  const listed = await call(['staff', 'list', '--json'], where)
  expect(listed.printed).toContain('do-hai-yen-2')
  expect(listed.printed).not.toMatch(/argon2|987654/)
  for (const { name, summary } of officeCommands)
    expect(helpText()).toMatch(new RegExp(`${name}.*\\n +${summary.slice(0, 8)}`))
  expect((await call(['attention', 'list'], where)).printed).toBe('(none)')
})
