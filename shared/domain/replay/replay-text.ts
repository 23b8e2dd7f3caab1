import type { ProgramDocument } from '../program.ts'
import { dateText, type Language, moneyText, namesIn, unitText, wholeText } from '../text-format.ts'
import type { Both, ReplayReport } from './replay-report.ts'
import { type ReplayWords, replayWords } from './replay-words.ts'

type Text = {
  report: ReplayReport
  current: ProgramDocument
  draft: ProgramDocument
  language: Language
  words: ReplayWords
}

/** A replay's report as lines to read: the difference first, in columns that stand under each other. */
export function replayText(
  report: ReplayReport,
  programs: { current: ProgramDocument; draft: ProgramDocument },
  language: Language,
): string[] {
  const text: Text = { report, ...programs, language, words: replayWords[language] }
  const { words } = text
  return [
    words.title(programs.draft.name[language]),
    words.period(dateText(report.from, language), dateText(report.to, language)),
    words.basis({
      version: String(report.currentVersion),
      facts: wholeText(report.factCount, language),
      members: wholeText(report.memberCount, language),
    }),
    '',
    ...columns([header(text), ...sumRows(text)]),
    '',
    words.redeemsStay,
    ...redeemLines(text),
    '',
    words.rules,
    ...columns([header(text), ...ruleRows(text)]),
    ...tierLines(text),
    ...report.notes.map((note) => words.note(note.ruleId)),
  ]
}

const header = ({ words }: Text): string[] => ['', words.was, words.would, words.difference]

function sumRows(text: Text): string[][] {
  const { report, words } = text
  const units = report.units.flatMap(({ unitId, was, would }) => {
    const name = unitText(unitId, unitId in unitNames(text.draft) ? text.draft : text.current, text.language)
    const row = (label: string, of: (side: typeof was) => number) =>
      pointsRow(text, `${label} (${name})`, { was: of(was), would: of(would) })
    const isUsed = (of: (side: typeof was) => number) => of(was) !== 0 || of(would) !== 0
    return [
      row(words.given, (side) => side.givenPoints),
      ...(isUsed((side) => side.takenBackPoints)
        ? [row(words.takenBack, (side) => side.takenBackPoints)]
        : []),
      row(words.redeemed, (side) => side.redeemedPoints),
      ...(isUsed((side) => side.givenBackPoints)
        ? [row(words.givenBack, (side) => side.givenBackPoints)]
        : []),
      ...(isUsed((side) => side.expiredPoints) ? [row(words.expired, (side) => side.expiredPoints)] : []),
      ...(isUsed((side) => side.adjustedPoints) ? [row(words.adjusted, (side) => side.adjustedPoints)] : []),
      row(words.balance, (side) => side.balancePoints),
      ...(isUsed((side) => side.owedPoints) ? [row(words.owed, (side) => side.owedPoints)] : []),
    ]
  })
  return [
    ...units,
    moneyRow(text, words.moneyOff, report.redeems.discountMinor),
    ...(report.tierDiscountMinor.was !== 0 || report.tierDiscountMinor.would !== 0
      ? [moneyRow(text, words.tierDiscount, report.tierDiscountMinor)]
      : []),
    moneyRow(text, words.cost, report.costMinor),
    moneyRow(text, words.liability, report.liabilityMinor),
  ]
}

const unitNames = (program: ProgramDocument): Record<string, true> =>
  Object.fromEntries((program.units ?? []).map((unit) => [unit.unitId, true as const]))

function pointsRow({ language }: Text, label: string, { was, would }: Both<number>): string[] {
  return [label, wholeText(was, language), wholeText(would, language), signed(would - was, language)]
}

function moneyRow({ language, current }: Text, label: string, { was, would }: Both<number>): string[] {
  const money = (minor: number) => moneyText(minor, current, language)
  const difference = would - was
  return [label, money(was), money(would), `${difference > 0 ? '+' : ''}${money(difference)}`]
}

const signed = (value: number, language: Language): string =>
  `${value > 0 ? '+' : ''}${wholeText(value, language)}`

function redeemLines({ report, words, language }: Text): string[] {
  const { uncoveredPoints, uncoveredMembers } = report.redeems
  const whole = (value: number) => wholeText(value, language)
  return [
    ...(uncoveredPoints > 0 ? [words.uncovered(whole(uncoveredPoints), whole(uncoveredMembers))] : []),
    ...Object.entries(report.refusedByDraft).map(([code, count]) => words.refused(whole(count), code)),
  ]
}

function ruleRows(text: Text): string[][] {
  const { report, words, language, draft, current } = text
  return report.awardRules.flatMap(({ ruleId, unitId, was, would }) => {
    const isInDraft = draft.awardRules.some((rule) => rule.ruleId === ruleId)
    const named = ruleId === null ? words.limits : namesIn(isInDraft ? draft : current, language).rule(ruleId)
    const label = `${named} (${unitText(unitId, draft, language)})`
    const points = pointsRow(text, label, { was: was.points, would: would.points })
    const money = { was: was.costMinor ?? 0, would: would.costMinor ?? 0 }
    const isPriced = was.costMinor !== null || would.costMinor !== null
    return [points, ...(isPriced ? [moneyRow(text, `  ${words.inMoney}`, money)] : [])]
  })
}

function tierLines(text: Text): string[] {
  const { report, words, language, draft, current } = text
  if (report.tiers.length === 0) return []
  const nameOf = (tierId: string | null): string =>
    namesIn(draft.tiers.some((tier) => tier.tierId === tierId) ? draft : current, language).tier(tierId)
  const rows = report.tiers.map(({ tierId, wasMembers, wouldMembers }) =>
    pointsRow(text, nameOf(tierId), { was: wasMembers, would: wouldMembers }),
  )
  const { memberCount, moves, members } = report.tierChanges
  const changeOf = (change: { wasTierId: string | null; wouldTierId: string | null }) =>
    `${nameOf(change.wasTierId)} → ${nameOf(change.wouldTierId)}`
  const hidden = memberCount - members.length
  return [
    '',
    words.tiers,
    ...columns([header(text), ...rows]),
    '',
    words.changes(wholeText(memberCount, language)),
    ...columns(moves.map((move) => [`  ${changeOf(move)}`, wholeText(move.memberCount, language)])),
    ...members.map((member) => `  ${member.name} (${member.memberId}): ${changeOf(member)}`),
    ...(hidden > 0 && members.length > 0 ? [`  ${words.more(wholeText(hidden, language))}`] : []),
  ]
}

/** The first column to the left, the others to the right, each as wide as its widest cell. */
function columns(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
