/** PostgreSQL keeps no U+0000 and no lone surrogate in a text; anything else it keeps as it came. */
export const isStorableText = (text: string): boolean => text.isWellFormed() && !text.includes('\u0000')

/** The same for every text in a parsed JSON value. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return isStorableText(value)
  if (Array.isArray(value)) return value.every(isStorable)
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).every(([key, member]) => isStorableText(key) && isStorable(member))
  return true
}
