type TextField = HTMLInputElement | HTMLTextAreaElement

/** Inputs whose value is typed; a checkbox or a colour is not. */
const typedInputs = new Set(['text', 'search', 'tel', 'url', 'email', 'password', 'number', ''])

/** Remembers what text fields held before a reader began to type into them, and puts it back. */
export class FieldsDuringScan {
  readonly #valuesBefore = new Map<TextField, string>()

  isTextField(element: Element | null): element is TextField {
    if (element instanceof HTMLTextAreaElement) return true
    return element instanceof HTMLInputElement && typedInputs.has(element.type)
  }

  /** To be told the focused element before each key: the focus may move while a code is typed. */
  remember(element: Element | null): void {
    if (this.isTextField(element) && !this.#valuesBefore.has(element))
      this.#valuesBefore.set(element, element.value)
  }

  forget(): void {
    this.#valuesBefore.clear()
  }

  /** Puts back what the fields held; their owner hears it as an edit. */
  restore(): void {
    for (const [field, value] of this.#valuesBefore) if (field.value !== value) setValue(field, value)
    this.#valuesBefore.clear()
  }
}

function setValue(field: TextField, value: string): void {
  const hasFocus = field.ownerDocument.activeElement === field
  // A composition (Telex, VNI) in progress would write its own text over ours; it ends with the focus.
  if (hasFocus) field.blur()
  const prototype =
    field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
  // The prototype's own setter, because React replaces the element's to tell its edits from a person's.
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  if (hasFocus) field.focus()
}
