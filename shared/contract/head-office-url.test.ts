import { expect, test } from 'vitest'
import { parseHeadOfficeUrl } from './head-office-url.ts'

test.each([
  ['https://Points.Example.vn/', 'https://points.example.vn'],
  [' https://points.example.vn:8443/chain// ', 'https://points.example.vn:8443/chain'],
  ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
  ['http://localhost:4010/', 'http://localhost:4010'],
  ['http://[::1]:4010', 'http://[::1]:4010'],
])('%s is understood', (text, url) => {
  expect(parseHeadOfficeUrl(text)).toBe(url)
})

test.each([
  'http://points.example.vn',
  'http://127.0.0.1.example.vn',
  'http://localhost@example.vn',
  'https://name:word@points.example.vn',
  'https://points.example.vn/?next=1',
  'https://points.example.vn/#enroll=1',
  'ftp://points.example.vn',
  'points.example.vn',
  '',
  `https://${'a'.repeat(300)}.vn`,
])('%s is refused', (text) => {
  expect(parseHeadOfficeUrl(text)).toBeUndefined()
})
