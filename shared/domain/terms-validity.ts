import type { ProgramDocument } from './program.ts'
import { dateText, type Language, listText, namesIn } from './text-format.ts'
import type { Validity } from './validity.ts'

/** When, where and for whom something holds, to stand behind a sentence: " (thứ bảy và chủ nhật, từ 28/04/2026 đến hết 03/05/2026)". */
export function validityText(
  validity: Validity | undefined,
  program: ProgramDocument,
  language: Language,
): string {
  if (!validity) return ''
  const isVietnamese = language === 'vi'
  const names = namesIn(program, language)
  const parts = [
    datesText(validity, language),
    validity.weekdays &&
      listText(
        validity.weekdays.map((day) => weekdayNames[language][day]),
        language,
      ),
    validity.hours &&
      listText(
        validity.hours.map(({ from, to }) =>
          isVietnamese ? `từ ${from} đến hết ${to}` : `from ${from} to ${to}`,
        ),
        language,
      ),
    validity.stores && `${isVietnamese ? 'tại cửa hàng' : 'at'} ${listText(validity.stores, language)}`,
    validity.tiers &&
      `${isVietnamese ? 'dành cho hạng' : 'for'} ${listText(validity.tiers.map(names.tier), language)}`,
  ].filter((part) => part !== undefined && part !== '')
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

function datesText({ from, to }: Validity, language: Language): string {
  const start = from === undefined ? '' : dateText(from, language)
  const end = to === undefined ? '' : dateText(to, language)
  if (language === 'vi') {
    if (start !== '' && start === end) return `ngày ${start}`
    return [start && `từ ngày ${start}`, end && `đến hết ngày ${end}`].filter(Boolean).join(' ')
  }
  if (start !== '' && start === end) return `on ${start}`
  return [start && `from ${start}`, end && `to ${end}`].filter(Boolean).join(' ')
}

const weekdayNames = {
  vi: {
    mon: 'thứ Hai',
    tue: 'thứ Ba',
    wed: 'thứ Tư',
    thu: 'thứ Năm',
    fri: 'thứ Sáu',
    sat: 'thứ Bảy',
    sun: 'Chủ nhật',
  },
  en: {
    mon: 'Mondays',
    tue: 'Tuesdays',
    wed: 'Wednesdays',
    thu: 'Thursdays',
    fri: 'Fridays',
    sat: 'Saturdays',
    sun: 'Sundays',
  },
} as const
