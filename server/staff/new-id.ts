/** Ids that people type in commands: short, and readable in a list. */
const idCharactersMax = 40

const idPattern = /^[a-z0-9][a-z0-9-]{0,39}$/

export const isId = (text: string): boolean => idPattern.test(text)

/** An id as a name suggests it: `Chợ Lớn` becomes `cho-lon`. Nothing when no letter or digit is left. */
export function idOfName(name: string): string | undefined {
  const id = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, idCharactersMax)
    .replace(/^-+|-+$/g, '')
  return id === '' ? undefined : id
}

/** The first of `base`, `base-2`, `base-3` ... that is not taken. */
export function freeId(base: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`
    if (!taken.has(id)) return id
  }
}
