/** Without accents and in lower case, so that "Đặng Ánh" is found by "dang anh" whatever the keyboard can type. */
export const unaccented = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/**
 * What a name is found by: each of its endings that begins at a word ("nguyen thi lan", "thi lan", "lan"). One index
 * then answers any run of words, and a given name, which comes last in Vietnamese, is as quick as a family name.
 */
export function nameKeysOf(name: string): string[] {
  const words = unaccented(name).split(' ').slice(0, nameWordsMax)
  return [...new Set(words.map((_, index) => words.slice(index).join(' ')))].filter((key) => key !== '')
}

/** A text backwards, so that "ends with" becomes "begins with", which an index can answer. */
export const reverseText = (text: string): string => [...text].reverse().join('')

/** Words of a name that are indexed: a longer name is found by its first words, and no row costs more than this. */
const nameWordsMax = 8
