import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { ok } from '../lib/result.ts'
import { type Decision, refuseWith } from './refusal.ts'

/**
 * Vietnamese mobile prefixes of before 2018-09-15 and what the Ministry of Information and Communications' plan
 * (22/QD-BTTTT) turned them into: 11-digit numbers became 10-digit ones.
 */
const vietnamesePrefixes: Readonly<Record<string, string>> = {
  '0120': '070',
  '0121': '079',
  '0122': '077',
  '0126': '076',
  '0128': '078',
  '0123': '083',
  '0124': '084',
  '0125': '085',
  '0127': '081',
  '0129': '082',
  '0162': '032',
  '0163': '033',
  '0164': '034',
  '0165': '035',
  '0166': '036',
  '0167': '037',
  '0168': '038',
  '0169': '039',
  '0186': '056',
  '0188': '058',
  '0199': '059',
}

/** A typed phone number as E.164 (`+84912345678`). Old Vietnamese 11-digit numbers are mapped to today's. */
export function parsePhone(text: string, country: CountryCode = 'VN'): Decision<string> {
  if (text.length > 40) return refuseWith('phone-not-understood')
  const parsed = parsePhoneNumberFromString(renewVietnamese(text, country), country)
  return parsed?.isPossible() ? ok(parsed.number) : refuseWith('phone-not-understood')
}

function renewVietnamese(text: string, country: CountryCode): string {
  const compact = text.replace(/[^\d+]/g, '')
  const national = compact.replace(/^(\+84|0084|84(?=1\d{9}$))0?/, '0')
  const isVietnamese = country === 'VN' || /^(\+84|0084)/.test(compact)
  const renewed = isVietnamese && national.length === 11 && vietnamesePrefixes[national.slice(0, 4)]
  return renewed ? `+84${renewed.slice(1)}${national.slice(4)}` : text
}
