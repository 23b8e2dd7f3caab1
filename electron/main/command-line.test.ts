import { expect, test } from 'vitest'
import { pageAddress, parseCommandLine } from './command-line.ts'

test('a terminal is told its data folder and its enrolment at the start', () => {
  const line = parseCommandLine([
    '/opt/pointkeeper',
    '--no-sandbox',
    '--data=/tmp/quầy 1',
    '--enroll=http://127.0.0.1:4010/till/#enroll=1234-5678',
  ])
  expect(line).toEqual({
    dataFolder: '/tmp/quầy 1',
    isKiosk: false,
    enrolment: { headOfficeUrl: 'http://127.0.0.1:4010', code: '1234-5678' },
  })
  const hash = new URLSearchParams(new URL(pageAddress(line)).hash.slice(1))
  expect(Object.fromEntries(hash)).toEqual({ enroll: '1234-5678', at: 'http://127.0.0.1:4010' })
})

test.each([
  '--enroll=',
  '--enroll=http://127.0.0.1:4010/',
  '--enroll=http://points.example.vn/#enroll=1',
  '--enroll=file:///etc/passwd#enroll=1',
  '--data=',
])('%s opens the page as if it were not there', (argument) => {
  const line = parseCommandLine(['pointkeeper', argument])
  expect(pageAddress(line)).toBe('app://till/')
  expect(line.dataFolder).toBeUndefined()
})

test('kiosk', () => {
  expect(parseCommandLine(['pointkeeper', '--kiosk']).isKiosk).toBe(true)
})
