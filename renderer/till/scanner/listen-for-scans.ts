import { type FieldBefore, fieldBefore, isTextField, restoreFields } from './fields-during-scan.ts'
import type { KeyStroke } from './key-character.ts'
import { KeyboardWedge, type WedgeScan } from './keyboard-wedge.ts'

type HeardStroke = KeyStroke & {
  /** Kept from the page until it is known whose it is; a key pressed in a text field goes there at once. */
  isHeldBack: boolean
  /** The focused text field as it was before the key. */
  field: FieldBefore | null
}

/** A busy page runs timers late, with key presses waiting behind them: then they are heard first. */
const lateTimerMs = 20

/**
 * Listens for keyboard-wedge readers on a whole window, whatever has the focus: `onScan` gets each code as the reader
 * typed it. In a text field the code is taken out again; elsewhere keys are held back for a blink and given to the page
 * when they were a person's. The Enter that ends a code presses nothing. Returns what ends it.
 */
export function listenForScans(target: Window, onScan: (text: string) => void): () => void {
  const listener = new ScanListener(target, onScan)
  return () => listener.stop()
}

class ScanListener {
  readonly #target: Window
  readonly #onScan: (text: string) => void
  readonly #wedge = new KeyboardWedge<HeardStroke>()
  readonly #replayed = new WeakSet<Event>()
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Keys kept from the page of which it is not yet known whose they are. */
  #heldBack = 0

  constructor(target: Window, onScan: (text: string) => void) {
    this.#target = target
    this.#onScan = onScan
    target.addEventListener('keydown', this.#onKeyDown, { capture: true })
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#target.removeEventListener('keydown', this.#onKeyDown, { capture: true })
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (this.#replayed.has(event)) return
    clearTimeout(this.#timer)
    const stroke = strokeOf(event, fieldBefore(this.#target.document.activeElement))
    const { verdict, released, scan } = this.#wedge.press(stroke)
    this.#conclude(released, scan)
    stroke.isHeldBack = verdict === 'swallow' || (verdict === 'hold' && this.#mustWait(stroke))
    if (verdict === 'hold' && stroke.isHeldBack) this.#heldBack += 1
    if (stroke.isHeldBack) {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    this.#awaitSilence()
  }

  /**
   * A key in a text field waits too while keys before it do, or it would overtake them: the first character typed outside
   * of any field moves the focus. One that is being composed (Telex, VNI) is in the field whatever we do.
   */
  #mustWait({ field, key }: HeardStroke): boolean {
    return field === null || this.#wedge.isReader || (this.#heldBack > 0 && key.length === 1)
  }

  #awaitSilence(): void {
    const { waitMs } = this.#wedge
    if (waitMs === null) return
    const dueMs = performance.now() + waitMs
    this.#timer = setTimeout(() => {
      if (performance.now() - dueMs > lateTimerMs) this.#awaitSilence()
      else this.#endBySilence()
    }, waitMs)
  }

  #endBySilence(): void {
    const { released, scan } = this.#wedge.silence()
    this.#conclude(released, scan)
  }

  #conclude(released: readonly HeardStroke[], scan: WedgeScan<HeardStroke> | null): void {
    for (const stroke of released) {
      if (!stroke.isHeldBack) continue
      this.#heldBack -= 1
      this.#replay(stroke)
    }
    if (scan === null) return
    this.#heldBack = 0
    restoreFields(scan.strokes.map((stroke) => stroke.field))
    this.#onScan(scan.text)
  }

  /** Gives a person's key to the page after all: to the field that has the focus by now, or as the event it was. */
  #replay(stroke: HeardStroke): void {
    const { document } = this.#target
    const active = document.activeElement
    if (isTextField(active) && stroke.key.length === 1) {
      // The one call that writes like typing does: selection replaced, undo kept, input events sent.
      document.execCommand('insertText', false, stroke.key)
      return
    }
    const { key, code, shiftKey } = stroke
    const event = new KeyboardEvent('keydown', {
      key,
      code,
      shiftKey,
      bubbles: true,
      cancelable: true,
      composed: true,
    })
    this.#replayed.add(event)
    ;(active ?? document.body).dispatchEvent(event)
  }
}

const strokeOf = (event: KeyboardEvent, field: FieldBefore | null): HeardStroke => ({
  code: event.code,
  key: event.key,
  shiftKey: event.shiftKey,
  ctrlKey: event.ctrlKey,
  altKey: event.altKey,
  metaKey: event.metaKey,
  repeat: event.repeat,
  timeMs: event.timeStamp,
  isHeldBack: false,
  field,
})
