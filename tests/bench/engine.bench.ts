import { readdirSync, readFileSync } from 'node:fs'
import { applyPosting } from '../../shared/domain/apply-posting.ts'
import { decideAward } from '../../shared/domain/award.ts'
import { awardBasisOf } from '../../shared/domain/award-basis.ts'
import { type ProgramDocument, programDocument } from '../../shared/domain/program.ts'
import type { Sale } from '../../shared/domain/sale.ts'
import { emptyStanding } from '../../shared/domain/standing.ts'

/**
 * `npm run bench -- engine [--json] [NAME ...]`: sales decided and applied per second on one core, for each preset and for a program
 * of 200 rules. One decision = the basis from a standing, the award, and the standing after it.
 */
const root = new URL('../..', import.meta.url).pathname
const measureMs = 700

const sale: Sale = {
  amountMinor: 1_250_000,
  paidWithPointsMinor: 0,
  receiptNumber: 'HD1',
  lines: [
    { productCode: 'A', category: 'standard', quantity: 2, amountMinor: 600_000 },
    { productCode: 'B', category: 'flight-km', quantity: 900, amountMinor: 500_000 },
    { productCode: 'C', category: 'spa', quantity: 1, amountMinor: 150_000 },
  ],
}
const occasion = { businessDate: '2026-11-21', minuteOfDay: 600, storeId: 'hn1' }

const presetNamed = (file: string): ProgramDocument =>
  programDocument.parse(JSON.parse(readFileSync(`${root}shared/presets/${file}`, 'utf8')))

/** Every rule alive, scoped, limited and multiplied: the slowest program that the schema allows a sensible shop. */
function programOf200Rules(): ProgramDocument {
  const preset = presetNamed('supermarket.json')
  const awardRules = Array.from({ length: 200 }, (_, index) => ({
    ruleId: `rule-${index}`,
    by: 'bill' as const,
    everyMinor: 10_000 + index,
    points: 1,
    rounding: 'linear-floor' as const,
    scope: { categories: ['standard', 'spa'], excludeProducts: ['X'] },
    limits: { pointsPerDay: 1_000_000 },
    when: { from: '2026-01-01', weekdays: ['sat' as const, 'sun' as const] },
  }))
  return programDocument.parse({ ...preset, awardRules, stacking: 'multiply' })
}

function decisionsPerSecond(program: ProgramDocument): number {
  let standing = emptyStanding()
  let count = 0
  let refused = 0
  const decideOnce = (): void => {
    count += 1
    // A member with a year of sales, then the next one: standings stay as large as in a shop.
    if (count % 100 === 0) standing = emptyStanding()
    const decided = decideAward({
      postingId: `p${count}`,
      memberId: 'an',
      sale,
      occasion,
      basis: awardBasisOf({ version: count, standing }, program, occasion.businessDate),
      program,
    })
    if (decided.ok) standing = applyPosting(standing, decided.value.posting, program)
    else refused += 1
  }
  for (let warm = 0; warm < 500; warm += 1) decideOnce()
  count = 0
  refused = 0
  const start = performance.now()
  while (performance.now() - start < measureMs) decideOnce()
  if (refused === count) throw new Error(`${program.programId} decides nothing`)
  return Math.round((count * 1_000) / (performance.now() - start))
}

const programs: [string, ProgramDocument][] = [
  ...readdirSync(`${root}shared/presets`).map((file): [string, ProgramDocument] => [
    file.replace('.json', ''),
    presetNamed(file),
  ]),
  ['200-rules', programOf200Rules()],
]
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const wanted = programs.filter(([name]) => named.length === 0 || named.includes(name))
const results = wanted.map(([name, program]) => ({ name, decisionsPerSecond: decisionsPerSecond(program) }))
if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: 'engine', results }))
else
  for (const { name, decisionsPerSecond } of results)
    console.log(`${name.padEnd(20)} ${decisionsPerSecond}/s`)
