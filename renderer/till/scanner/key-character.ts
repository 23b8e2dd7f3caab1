/** A key press as far as a reader's typing is recognised by it. */
export type KeyStroke = {
  /** The physical key, as `KeyboardEvent.code`: an input method (Telex, VNI) changes `key`, never `code`. */
  code: string
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
  /** Held down: a reader presses each key anew. */
  repeat: boolean
  /** `KeyboardEvent.timeStamp`, ms: when the key was pressed, however late the page hears of it. */
  timeMs: number
}

/** What stands on a US keyboard, which readers pretend to be: code -> without and with Shift. */
const symbols: Readonly<Record<string, readonly [string, string]>> = {
  Digit0: ['0', ')'],
  Digit1: ['1', '!'],
  Digit2: ['2', '@'],
  Digit3: ['3', '#'],
  Digit4: ['4', '$'],
  Digit5: ['5', '%'],
  Digit6: ['6', '^'],
  Digit7: ['7', '&'],
  Digit8: ['8', '*'],
  Digit9: ['9', '('],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
  NumpadMultiply: ['*', '*'],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadDecimal: ['.', '.'],
  NumpadDivide: ['/', '/'],
}

/** The character that a reader means by a key; null for a key that writes none, or one pressed with Ctrl, Alt or Meta. */
export function keyCharacter(stroke: KeyStroke): string | null {
  const { code, key, shiftKey } = stroke
  if (stroke.ctrlKey || stroke.altKey || stroke.metaKey || stroke.repeat) return null
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter) return shiftKey ? letter : letter.toLowerCase()
  const digit = /^Numpad(\d)$/.exec(code)?.[1]
  // With the number lock off the same keys are arrows: a person's.
  if (digit) return /^(Arrow|Page|Home|End|Insert|Delete|Clear)/.test(key) ? null : digit
  const symbol = symbols[code]
  if (symbol) return symbol[shiftKey ? 1 : 0]
  // Screen keyboards and remote desktops name no physical key.
  return (code === '' || code === 'Unidentified') && [...key].length === 1 ? key : null
}

/** Shift and the locks go down between a reader's characters and mean nothing by themselves. */
export const isModifierKey = (stroke: KeyStroke): boolean =>
  /^(Shift|Control|Alt|AltGraph|Meta|CapsLock|NumLock|ScrollLock|Fn|Hyper|Super)/.test(stroke.key) ||
  /^(Shift|CapsLock|NumLock)/.test(stroke.code)

/** What readers send after a code. */
export const isEndKey = (stroke: KeyStroke): boolean =>
  /^(Enter|NumpadEnter|Tab)$/.test(stroke.code) || stroke.key === 'Enter'
