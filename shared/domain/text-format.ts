import type { LocalText } from './field.ts'
import type { ProgramDocument } from './program.ts'
import { unitNamed } from './unit.ts'

/** How numbers, money, dates and lists are written in a language of the product. Own code: the same on every machine. */
export type Language = 'vi' | 'en'

const grouped = (digits: string, separator: string): string => digits.replace(/\B(?=(\d{3})+$)/g, separator)

/** 1250 as `1.250` or `1,250`. */
export function wholeText(value: number, language: Language): string {
  const digits = grouped(String(Math.abs(value)), language === 'vi' ? '.' : ',')
  return value < 0 ? `−${digits}` : digits
}

/** Minor units as money: `250.000 đ`, `250,000 đ`, `12,50 USD`. */
export function moneyText(minor: number, program: ProgramDocument, language: Language): string {
  const { code, exponent } = program.currency
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0')
  const units = grouped(digits.slice(0, digits.length - exponent), language === 'vi' ? '.' : ',')
  const fraction = exponent > 0 ? `${language === 'vi' ? ',' : '.'}${digits.slice(-exponent)}` : ''
  return `${minor < 0 ? '−' : ''}${units}${fraction} ${code === 'VND' ? 'đ' : code}`
}

/** `2026-11-21` as `21/11/2026` in Vietnamese, as `21 Nov 2026` in English. */
export function dateText(date: string, language: Language): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return language === 'vi'
    ? `${day}/${month}/${year}`
    : `${Number(day)} ${monthNames[Number(month) - 1]} ${year}`
}

/** `12-31` as `31/12`, as `31 Dec`. */
export function monthDayText(monthDay: string, language: Language): string {
  const [month = '', day = ''] = monthDay.split('-')
  return language === 'vi' ? `${day}/${month}` : `${Number(day)} ${monthNames[Number(month) - 1]}`
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A text at the start of a sentence. */
export const capitalized = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/** A text inside a sentence: without its own capital and stop. An abbreviation keeps its capitals. */
export const insideSentence = (text: string): string =>
  text.replace(/\.$/, '').replace(/^\p{Lu}(?=\p{Ll}|\s)/u, (first) => first.toLowerCase())

/** "A, B và C". */
export function listText(items: readonly string[], language: Language): string {
  const last = items.at(-1)
  if (last === undefined || items.length === 1) return last ?? ''
  return `${items.slice(0, -1).join(', ')} ${language === 'vi' ? 'và' : 'and'} ${last}`
}

/** "25 điểm": a number with its unit's name. */
export function pointsText(
  points: number,
  unitId: string,
  program: ProgramDocument,
  language: Language,
): string {
  const name = unitText(unitId, program, language)
  if (unitNamed(program, unitId)?.kind === 'money') return `${moneyText(points, program, language)} ${name}`
  // English names are given in the plural; one of them loses its s.
  const isOne = language === 'en' && points === 1
  return `${wholeText(points, language)} ${isOne ? name.replace(/s$/, '') : name}`
}

export const unitText = (unitId: string, program: ProgramDocument, language: Language): string =>
  unitNamed(program, unitId)?.name[language] ?? unitId

/** Names of what a program names, by key; the key itself where it has no name. */
export function namesIn(program: ProgramDocument, language: Language) {
  const nameOf = (name: LocalText | undefined, key: string): string => name?.[language] ?? key
  return {
    tier: (tierId: string | null): string =>
      tierId === null
        ? { vi: 'thành viên thường', en: 'no tier' }[language]
        : nameOf(program.tiers.find((tier) => tier.tierId === tierId)?.name, tierId),
    rule: (ruleId: string): string =>
      nameOf(program.awardRules.find((rule) => rule.ruleId === ruleId)?.name, ruleId),
    campaign: (campaignId: string): string =>
      nameOf(program.campaigns?.find((campaign) => campaign.campaignId === campaignId)?.name, campaignId),
    reward: (rewardId: string): string =>
      nameOf(program.rewards?.find((reward) => reward.rewardId === rewardId)?.name, rewardId),
    voucherKind: (kindId: string): string =>
      nameOf(program.voucherKinds?.find((kind) => kind.voucherKindId === kindId)?.name, kindId),
  }
}
