import { isEndKey, isModifierKey, type KeyStroke, keyCharacter } from './key-character.ts'

/** Fewer characters are no code that a terminal knows, and a person can roll that many keys in one movement. */
const charactersMin = 6
/** Median between keys: readers send one in 1 to 30 ms; practised typists take 60 to 90 ms. */
const readerGapMaxMs = 35
/** Two pauses above this before a reader is recognised mean a person; one may be a busy machine's. */
const personGapMs = 50
/** This silence ends a code whose reader sends no Enter, and gives a person's key to the page. */
const silenceMs = 100
/** Kept of one code: what is longer is refused as too long, whatever follows. */
const keptCharactersMax = 600

/** What becomes of a key: `hold` it (it may be a reader's), `pass` it on, or `swallow` it (it is a reader's). */
export type KeyVerdict = 'hold' | 'pass' | 'swallow'

/** A code, and the keys that wrote it. */
export type WedgeScan<Stroke> = { text: string; strokes: Stroke[] }

/** `released` are keys held before that turned out to be a person's, in order; they come before the present key. */
export type WedgeOutcome<Stroke> = {
  verdict: KeyVerdict
  released: Stroke[]
  scan: WedgeScan<Stroke> | null
}

/**
 * Tells a keyboard-wedge reader from a person by the rhythm of the keys. Pure: fed with key presses, and with silence when
 * `waitMs` has passed without one.
 */
export class KeyboardWedge<Stroke extends KeyStroke> {
  #held: Stroke[] = []
  #characters: string[] = []
  #gapsMs: number[] = []
  #lastMs = Number.NEGATIVE_INFINITY
  /** When a scan was ended by Enter: a line feed or Tab right behind belongs to it. */
  #endedMs = Number.NEGATIVE_INFINITY

  /** ms to wait for the next key before `silence()` is due; null when no key is held. */
  get waitMs(): number | null {
    return this.#characters.length === 0 ? null : silenceMs
  }

  /** Whether the keys so far can only be a reader's. */
  get isReader(): boolean {
    return this.#characters.length >= charactersMin && medianOf(this.#gapsMs) <= readerGapMaxMs
  }

  press(stroke: Stroke): WedgeOutcome<Stroke> {
    if (isModifierKey(stroke)) return { verdict: 'pass', released: [], scan: null }
    const ended = this.#isPause(stroke.timeMs) ? this.#end() : { released: [], scan: null }
    if (isEndKey(stroke)) return this.#pressEnd(stroke, ended)
    const character = keyCharacter(stroke)
    // A space alone may press a button; within a code it is a character.
    if (character === null || (character === ' ' && this.#characters.length === 0)) {
      const { released, scan } = this.#end()
      return { verdict: 'pass', released: [...ended.released, ...released], scan: ended.scan ?? scan }
    }
    this.#append(stroke, character)
    return { verdict: 'hold', scan: ended.scan, released: [...ended.released, ...this.#releasePersons()] }
  }

  /** No key came for `waitMs`. */
  silence(): Omit<WedgeOutcome<Stroke>, 'verdict'> {
    return this.#end()
  }

  #pressEnd(stroke: Stroke, ended: Omit<WedgeOutcome<Stroke>, 'verdict'>): WedgeOutcome<Stroke> {
    const { released, scan } = this.#end()
    const isTail = released.length === 0 && stroke.timeMs - this.#endedMs <= silenceMs
    if (scan !== null) this.#endedMs = stroke.timeMs
    return {
      verdict: scan !== null || isTail ? 'swallow' : 'pass',
      released: [...ended.released, ...released],
      scan: ended.scan ?? scan,
    }
  }

  #isPause(timeMs: number): boolean {
    return this.#characters.length > 0 && timeMs - this.#lastMs > silenceMs
  }

  #append(stroke: Stroke, character: string): void {
    if (this.#characters.length > 0 && this.#gapsMs.length < keptCharactersMax)
      this.#gapsMs.push(stroke.timeMs - this.#lastMs)
    if (this.#characters.length < keptCharactersMax) {
      this.#characters.push(character)
      this.#held.push(stroke)
    }
    this.#lastMs = stroke.timeMs
  }

  /** Of a rhythm with two long pauses, the keys before the first one are a person's. */
  #releasePersons(): Stroke[] {
    const isLong = (gapMs: number) => gapMs > personGapMs
    if (this.isReader || this.#gapsMs.filter(isLong).length < 2) return []
    const count = this.#gapsMs.findIndex(isLong) + 1
    this.#gapsMs = this.#gapsMs.slice(count)
    this.#characters = this.#characters.slice(count)
    return this.#held.splice(0, count)
  }

  #end(): Omit<WedgeOutcome<Stroke>, 'verdict'> {
    const scan = this.isReader ? { text: this.#characters.join(''), strokes: this.#held } : null
    const released = scan === null ? this.#held : []
    this.#held = []
    this.#characters = []
    this.#gapsMs = []
    return { released, scan }
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.POSITIVE_INFINITY
}
