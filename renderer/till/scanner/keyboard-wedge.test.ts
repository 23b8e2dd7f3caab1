import { expect, test } from 'vitest'
import type { KeyStroke } from './key-character.ts'
import { KeyboardWedge } from './keyboard-wedge.ts'

/** What a page hears and does of a sequence of keys: scans, and the keys that reached it, in order. */
function play(strokes: KeyStroke[]) {
  const wedge = new KeyboardWedge()
  const scans: string[] = []
  const reached: string[] = []
  const take = (outcome: { released: KeyStroke[]; scan: { text: string } | null }) => {
    reached.push(...outcome.released.map((stroke) => stroke.key))
    if (outcome.scan !== null) scans.push(outcome.scan.text)
  }
  let lastMs = Number.NEGATIVE_INFINITY
  for (const stroke of strokes) {
    if (wedge.waitMs !== null && stroke.timeMs - lastMs > wedge.waitMs) take(wedge.silence())
    const outcome = wedge.press(stroke)
    take(outcome)
    if (outcome.verdict === 'pass') reached.push(stroke.key)
    lastMs = stroke.timeMs
  }
  take(wedge.silence())
  return { scans, reached }
}

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, repeat: false }

const keyOf = (character: string, timeMs: number): KeyStroke => ({
  ...plain,
  code: /\d/.test(character) ? `Digit${character}` : `Key${character.toUpperCase()}`,
  key: character,
  shiftKey: /[A-Z]/.test(character),
  timeMs,
})

/** Types a text with the given gaps (repeated in turn) between the keys. */
function typed(text: string, gapsMs: number[], fromMs = 1_000): KeyStroke[] {
  let timeMs = fromMs
  return [...text].map((character, index) => {
    timeMs += index === 0 ? 0 : (gapsMs[(index - 1) % gapsMs.length] ?? 0)
    return keyOf(character, timeMs)
  })
}

const enterAfter = (strokes: KeyStroke[], gapMs: number, code = 'Enter'): KeyStroke[] => [
  ...strokes,
  { ...plain, code, key: code === 'Tab' ? 'Tab' : 'Enter', timeMs: (strokes.at(-1)?.timeMs ?? 0) + gapMs },
]

const card = '2900000012341'

test.each([
  ['a quick reader', [2, 3, 2, 4]],
  ['a usual reader', [8, 12, 15, 10]],
  ['a slow reader', [25, 30, 28, 27]],
  ['a reader on a busy machine', [5, 5, 5, 48, 5, 5, 5, 41]],
  ['a reader with a hiccup before it is known', [6, 5, 85, 4, 4, 2, 8]],
  ['a reader that stalls once it is known', [5, 5, 5, 5, 5, 5, 5, 90, 5, 5, 5, 5]],
])('%s is recognised, and nothing of it reaches the page, not even Enter', (_, gapsMs) => {
  expect(play(enterAfter(typed(card, gapsMs), 10))).toEqual({ scans: [card], reached: [] })
})

test.each(['Tab', 'NumpadEnter'])('a reader may end with %s', (code) => {
  expect(play(enterAfter(typed(card, [10]), 10, code)).scans).toEqual([card])
})

test('a reader without Enter is ended by silence', () => {
  expect(play(typed(card, [10]))).toEqual({ scans: [card], reached: [] })
})

test('carriage return and line feed end one scan, not two', () => {
  const strokes = enterAfter(enterAfter(typed(card, [10]), 8), 8)
  expect(play(strokes)).toEqual({ scans: [card], reached: [] })
})

test('two codes one after the other are two scans', () => {
  const first = enterAfter(typed(card, [10]), 10)
  const second = enterAfter(typed('2900000056789', [10], 1_400), 10)
  expect(play([...first, ...second]).scans).toEqual([card, '2900000056789'])
})

test('the pressed key counts, not what Telex or VNI makes of it', () => {
  const composing = enterAfter(typed(card, [12]), 12).map((stroke) => ({ ...stroke, key: 'Process' }))
  expect(play(composing)).toEqual({ scans: [card], reached: [] })
  const withLetters = enterAfter(typed('AADD1234ww', [12]), 12).map((stroke) =>
    stroke.code === 'Enter' ? stroke : { ...stroke, key: 'Process' },
  )
  expect(play(withLetters).scans).toEqual(['AADD1234ww'])
})

test('Shift between the characters of a code is part of the typing', () => {
  const strokes = typed('AB123456', [10]).flatMap((stroke) =>
    stroke.shiftKey
      ? [{ ...stroke, code: 'ShiftLeft', key: 'Shift', timeMs: stroke.timeMs - 2 }, stroke]
      : [stroke],
  )
  expect(play(enterAfter(strokes, 10)).scans).toEqual(['AB123456'])
})

test('digits of the number pad are digits; with the number lock off they are a person’s arrows', () => {
  const pad = typed(card, [10]).map((stroke) => ({ ...stroke, code: stroke.code.replace('Digit', 'Numpad') }))
  expect(play(enterAfter(pad, 10)).scans).toEqual([card])
  const arrows = pad.map((stroke) => ({ ...stroke, key: 'ArrowLeft' }))
  expect(play(enterAfter(arrows, 10)).scans).toEqual([])
})

test('the symbols of a signed code are read from the keys', () => {
  const stroke = (code: string, shiftKey: boolean, timeMs: number): KeyStroke => ({
    ...plain,
    code,
    shiftKey,
    key: 'Process',
    timeMs,
  })
  const strokes = [
    stroke('KeyP', true, 1_000),
    stroke('KeyK', true, 1_010),
    stroke('Digit1', false, 1_020),
    stroke('Semicolon', true, 1_030),
    stroke('Digit4', true, 1_040),
    stroke('Digit5', true, 1_050),
    stroke('Slash', false, 1_060),
    stroke('Space', false, 1_070),
  ]
  expect(play(strokes).scans).toEqual(['PK1:$%/ '])
})

test.each([
  ['fast typist', [60, 72, 85, 90, 66]],
  ['fast typist who rolls keys', [70, 45, 45, 82, 45, 64]],
  ['pianist whose every key is rolled', [45, 44, 46, 42]],
  ['hesitant person', [180, 240, 400]],
])('a %s is no reader, and every key reaches the page in order', (_, gapsMs) => {
  const strokes = enterAfter(typed('0912345678', gapsMs), 45)
  expect(play(strokes)).toEqual({ scans: [], reached: [...'0912345678', 'Enter'] })
})

test('a person’s keys are given to the page while the person types on, not at the end', () => {
  const wedge = new KeyboardWedge()
  const reached = typed('091234567', [70]).map((stroke) => wedge.press(stroke).released.length)
  expect(reached).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1])
})

test('few quick keys are a person’s', () => {
  expect(play(enterAfter(typed('12345', [10]), 10))).toEqual({ scans: [], reached: [...'12345', 'Enter'] })
})

test('a key held down is no code', () => {
  const held = Array.from({ length: 30 }, (_, index) => ({
    ...keyOf('5', 1_000 + index * 33),
    repeat: index > 0,
  }))
  const outcome = play(held)
  expect(outcome.scans).toEqual([])
  expect(outcome.reached).toHaveLength(30)
})

test('what a person typed before a scan stays; the scan does not', () => {
  const person = typed('250', [70])
  const reader = enterAfter(typed(card, [10], 2_000), 10)
  expect(play([...person, ...reader])).toEqual({ scans: [card], reached: ['2', '5', '0'] })
})

test('shortcuts, function keys and a lone space pass at once', () => {
  const strokes: KeyStroke[] = [
    { ...keyOf('a', 1_000), ctrlKey: true },
    { ...plain, code: 'F2', key: 'F2', timeMs: 1_010 },
    { ...plain, code: 'Space', key: ' ', timeMs: 1_020 },
    { ...plain, code: 'Enter', key: 'Enter', timeMs: 1_030 },
  ]
  expect(play(strokes)).toEqual({ scans: [], reached: ['a', 'F2', ' ', 'Enter'] })
})

test('7,089 digits are one scan, cut where it is known to be too long', () => {
  const [scan] = play(enterAfter(typed('7'.repeat(7_089), [3]), 3)).scans
  expect(scan).toHaveLength(600)
})
