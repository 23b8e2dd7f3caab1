import { expect, test } from 'vitest'
import { CameraReads } from './camera-reads.ts'

const ean = (text: string, timeMs: number) => ({ text, isBars: true, timeMs })
const qr = (text: string, timeMs: number) => ({ text, isBars: false, timeMs })

test('a QR code is read at the first look, and once while it stays in view', () => {
  const reads = new CameraReads()
  expect(reads.look(qr('A', 0))).toBe('A')
  expect(reads.look(qr('A', 1_000))).toBeUndefined()
  expect(reads.look(qr('A', 3_400))).toBeUndefined()
  expect(reads.look(qr('A', 6_000))).toBe('A')
})

test('bars need two equal reads in a row', () => {
  const reads = new CameraReads()
  expect(reads.look(ean('2900000012341', 0))).toBeUndefined()
  expect(reads.look(ean('2900000012358', 100))).toBeUndefined()
  expect(reads.look(ean('2900000012341', 200))).toBeUndefined()
  expect(reads.look(ean('2900000012341', 300))).toBe('2900000012341')
  expect(reads.look(ean('2900000012341', 400))).toBeUndefined()
})

test('two equal reads far apart are two first reads', () => {
  const reads = new CameraReads()
  expect(reads.look(ean('2900000012341', 0))).toBeUndefined()
  expect(reads.look(ean('2900000012341', 1_600))).toBeUndefined()
  expect(reads.look(ean('2900000012341', 1_700))).toBe('2900000012341')
})

test('another code is read at once, and the first again after it', () => {
  const reads = new CameraReads()
  expect(reads.look(qr('A', 0))).toBe('A')
  expect(reads.look(qr('B', 100))).toBe('B')
  expect(reads.look(qr('A', 200))).toBe('A')
})
