import { parse } from 'csv-parse/sync'
import { parseCardNumber } from '../../shared/domain/card.ts'
import { nameCharactersMax } from '../../shared/domain/limits.ts'
import { parsePhone } from '../../shared/domain/phone.ts'
import { ok, type Result, refuse } from '../../shared/lib/result.ts'
import { isStorableText } from '../db/storable-text.ts'

/** One good line of a list of members; `line` counts from 1, as editors do. */
export type MemberLine = { line: number; cardNumber: string; name: string; phone: string | null }

/** What is wrong with a line, as a sentence's second half. */
export type BadLine = { line: number; fault: string }

/** A list of a million members has about 60 MB; more is some other file. */
export const listBytesMax = 256 * 1_024 * 1_024

export type MemberList = { lines: MemberLine[]; badLines: BadLine[] }

/**
 * Reads a list of members (card number, name, phone) as spreadsheets save it: commas, semicolons or tabs, with or without a
 * heading and a byte order mark. Each line stands for itself, so that a stray quote spoils its own line only. Refuses
 * bytes that are not UTF-8: names would come out wrong, for ever.
 */
export function readMemberLines(bytes: Uint8Array, cardPrefix: string): Result<MemberList, 'not-utf8'> {
  const text = decodeUtf8(bytes)
  if (text === undefined) return refuse('not-utf8')
  const rows = text.split(/\r\n|\n|\r/)
  const list: MemberList = { lines: [], badLines: [] }
  const lineOfCard = new Map<string, number>()
  const delimiter = delimiterOf(rows[0] ?? '')
  rows.forEach((row, index) => {
    const line = index + 1
    if (row.trim() === '' || (index === 0 && isHeading(row, delimiter))) return
    const read = readLine(row, { line, delimiter, cardPrefix })
    if (!read.ok) {
      list.badLines.push({ line, fault: read.refusal })
      return
    }
    const earlier = lineOfCard.get(read.value.cardNumber)
    if (earlier === undefined) {
      lineOfCard.set(read.value.cardNumber, line)
      list.lines.push(read.value)
    } else
      list.badLines.push({ line, fault: `card number ${read.value.cardNumber} is on line ${earlier} too` })
  })
  return ok(list)
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function delimiterOf(firstLine: string): string {
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: firstLine.split(mark).length }))
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).mark
}

/** A heading names columns, a line begins with a card's digits. */
const isHeading = (row: string, delimiter: string): boolean => !/\d/.test(row.split(delimiter)[0] ?? '')

type LineContext = { line: number; delimiter: string; cardPrefix: string }

function readLine(row: string, { line, delimiter, cardPrefix }: LineContext): Result<MemberLine, string> {
  const fields = splitFields(row, delimiter)
  if (!fields) return refuse('its quotation marks do not close')
  if (fields.length < 2 || fields.slice(3).some((field) => field !== ''))
    return refuse(`it has ${fields.length} fields; card number, name and phone are expected`)
  const [cardText = '', nameText = '', phoneText = ''] = fields
  const card = parseCardNumber(cardText, cardPrefix)
  if (!card.ok) return refuse(`card number ${shown(cardText)} ${cardFault(card.refusal.code, cardPrefix)}`)
  const name = nameText.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (name === '') return refuse('the name is missing')
  if (name.length > nameCharactersMax)
    return refuse(`the name is longer than ${nameCharactersMax} characters`)
  if (!isStorableText(name) || /\p{Cc}/u.test(name))
    return refuse('the name has characters that cannot be shown')
  if (phoneText === '') return ok({ line, cardNumber: card.value, name, phone: null })
  const phone = parsePhone(phoneText)
  if (!phone.ok) return refuse(`${shown(phoneText)} is no phone number`)
  return ok({ line, cardNumber: card.value, name, phone: phone.value })
}

function splitFields(row: string, delimiter: string): string[] | undefined {
  if (!row.includes('"')) return row.split(delimiter).map((field) => field.trim())
  try {
    const [fields] = parse(row, { delimiter, relax_column_count: true, trim: true })
    return fields
  } catch {
    return undefined
  }
}

function cardFault(code: string, cardPrefix: string): string {
  switch (code) {
    case 'card-check-digit-wrong':
      return 'has a wrong check digit (a digit was mistyped)'
    case 'card-of-another-program':
      return `does not begin with this program's ${cardPrefix}`
    default:
      return 'does not have 13 digits'
  }
}

const shown = (text: string): string => JSON.stringify(text.slice(0, 40))
