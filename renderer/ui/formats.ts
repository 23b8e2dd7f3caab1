import { groupDigits } from './group-digits.ts'
import type { Language, Translate } from './language.ts'

/** Numbers, money and times as the screen's language writes them, in the store's own time zone. */
export type Formats = {
  number: (value: number) => string
  /** Minor units of the program's currency as money: `30.000 đ`. */
  money: (amountMinor: number) => string
  /** An amount while it is being typed, its thousands grouped where that cannot change what it says. */
  typedAmount: (text: string) => string
  /** The time of day of a moment of today, with the date when it is another day. */
  moment: (momentMs: number, nowMs: number) => string
  /** A calendar day `YYYY-MM-DD`. */
  day: (date: string) => string
  /** How long something has lasted, in the largest unit that says enough: `42 phút`. */
  duration: (durationMs: number) => string
}

export type FormatSettings = {
  language: Language
  translate: Translate
  currency: { code: string; exponent: number }
  timeZone: string
}

export function makeFormats({ language, translate, currency, timeZone }: FormatSettings): Formats {
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB'
  const number = new Intl.NumberFormat(locale)
  const fixed = new Intl.NumberFormat(locale, {
    minimumFractionDigits: currency.exponent,
    maximumFractionDigits: currency.exponent,
  })
  const foreign = new Intl.NumberFormat(locale, { style: 'currency', currency: currency.code })
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' })
  const shortDay = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'numeric' })
  const fullDay = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  })

  return {
    number: (value) => number.format(value),
    money: (amountMinor) => {
      const amount = amountMinor / 10 ** currency.exponent
      // Intl writes the sign "₫"; at a counter it is written "đ", in both languages.
      if (currency.code === 'VND') return translate('money.vnd', { amount: fixed.format(amount) })
      return foreign.format(amount)
    },
    typedAmount: (text) => (currency.exponent === 0 ? groupDigits(text, language) : text),
    moment: (momentMs, nowMs) => {
      const isToday = shortDay.format(momentMs) === shortDay.format(nowMs)
      return isToday ? time.format(momentMs) : `${time.format(momentMs)} ${shortDay.format(momentMs)}`
    },
    day: (date) => fullDay.format(Date.parse(`${date}T00:00:00Z`)),
    duration: (durationMs) => {
      const seconds = Math.max(0, Math.floor(durationMs / 1_000))
      if (seconds < 60) return translate('duration.moment')
      if (seconds < 3_600) return translate('duration.minutes', { count: Math.floor(seconds / 60) })
      if (seconds < 172_800) return translate('duration.hours', { count: Math.floor(seconds / 3_600) })
      return translate('duration.days', { count: Math.floor(seconds / 86_400) })
    },
  }
}
