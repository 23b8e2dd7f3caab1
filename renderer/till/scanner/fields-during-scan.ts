type TextField = HTMLInputElement | HTMLTextAreaElement

/** A text field and what it held at a moment. */
export type FieldBefore = { field: TextField; value: string }

/** Inputs whose value is typed; a checkbox or a colour is not. */
const typedInputs = new Set(['text', 'search', 'tel', 'url', 'email', 'password', 'number', ''])

export function isTextField(element: Element | null): element is TextField {
  if (element instanceof HTMLTextAreaElement) return true
  return element instanceof HTMLInputElement && typedInputs.has(element.type)
}

/** The focused element, when it is a text field, with what it holds now. */
export const fieldBefore = (focused: Element | null): FieldBefore | null =>
  isTextField(focused) ? { field: focused, value: focused.value } : null

/**
 * Puts back what text fields held before a reader typed into them; their owner hears it as an edit. Given for each key
 * of the code, in order: the focus may have moved while it was typed.
 */
export function restoreFields(fields: readonly (FieldBefore | null)[]): void {
  const firsts = new Map<TextField, string>()
  for (const before of fields) if (before && !firsts.has(before.field)) firsts.set(before.field, before.value)
  for (const [field, value] of firsts) if (field.value !== value) setValue(field, value)
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
