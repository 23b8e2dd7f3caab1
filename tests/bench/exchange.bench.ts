import { parseArgs } from 'node:util'
import { batchFactsMax } from '../../shared/contract/limits.ts'
import type { SigningTerminal } from '../simulation/signing-terminal.ts'
import { type BenchOffice, openBenchOffice } from './bench-office.ts'
import { percentile, printReport, round } from './bench-report.ts'

/**
 * `npm run bench -- exchange [--json] [--terminals N] [--facts N]`: facts settled per second by a real head office on
 * embedded PostgreSQL (fsync on) over HTTP, and how soon another terminal has a member's new row.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    terminals: { type: 'string', default: '4' },
    /** Facts of each terminal in the runs of full batches. */
    facts: { type: 'string', default: '2000' },
  },
})
const [terminalCount, factCount] = [Number(values.terminals), Number(values.facts)]
if (![terminalCount, factCount].every((count) => Number.isInteger(count) && count > 0)) {
  console.error('--terminals and --facts are whole numbers above 0.')
  process.exit(2)
}

/** However slow the machine is: a run of facts ends after this. */
const runMs = 6_000
const memberCount = 2_000
const singleFactCount = 200
const wakeRounds = 50

/** What a terminal's own work takes is left out: it seals before the clock starts. */
function sealAwards(office: BenchOffice, terminal: SigningTerminal, count: number): void {
  const { program, memberIds } = office
  for (let index = 0; index < count; index += 1) {
    const memberId = memberIds[Math.floor(Math.random() * memberIds.length)] ?? ''
    terminal.award({ memberId, amountMinor: 10_000 + 1_000 * Math.floor(Math.random() * 400), program })
  }
}

async function settleAll(terminal: SigningTerminal, batch: number, until: number): Promise<number[]> {
  const tookMs: number[] = []
  while (terminal.settledSeq < terminal.head.terminalSeq && performance.now() < until) {
    const startedAt = performance.now()
    await terminal.exchange(batch)
    tookMs.push(performance.now() - startedAt)
  }
  return tookMs
}

async function measure(
  office: BenchOffice,
  run: { terminalCount: number; facts: number; batch: number },
): Promise<Record<string, string | number>> {
  const terminals = office.terminals.slice(0, run.terminalCount)
  console.error(`  ${run.terminalCount} terminal(s), batch ${run.batch} ...`)
  for (const terminal of terminals) sealAwards(office, terminal, run.facts)
  const before = terminals.reduce((sum, { settledSeq }) => sum + settledSeq, 0)
  const startedAt = performance.now()
  const took = await Promise.all(terminals.map((one) => settleAll(one, run.batch, startedAt + runMs)))
  const seconds = (performance.now() - startedAt) / 1_000
  const facts = terminals.reduce((sum, { settledSeq }) => sum + settledSeq, 0) - before
  return {
    run: `${run.terminalCount} terminal(s), batch ${run.batch}`,
    facts,
    'facts/s': Math.round(facts / seconds),
    'exchange p50 ms': round(percentile(took.flat(), 0.5)),
    'exchange p95 ms': round(percentile(took.flat(), 0.95)),
  }
}

/** An award settles at one terminal; the other's event stream wakes it, and its exchange brings the member's row. */
async function measureWake(office: BenchOffice): Promise<Record<string, string | number>[]> {
  const [giver, listener] = office.terminals.slice(-2)
  if (!giver || !listener) throw new Error('two terminals are enrolled')
  await catchUp(listener)
  const wakes = await listen(listener)
  console.error(`  ${wakeRounds} wakes ...`)
  const [wokenMs, hasRowMs]: [number[], number[]] = [[], []]
  for (let round = 0; round < wakeRounds; round += 1) {
    sealAwards(office, giver, 1)
    const memberId = giver.facts.at(-1)?.body.posting.memberId
    const woken = wakes.next()
    await giver.exchange()
    const settledAt = performance.now()
    await woken
    wokenMs.push(performance.now() - settledAt)
    const { changes } = await listener.exchange()
    hasRowMs.push(performance.now() - settledAt)
    if (!changes.some((change) => change.kind === 'member' && change.member.memberId === memberId))
      throw new Error('the row comes with the exchange after the wake')
  }
  wakes.close()
  return [
    { run: 'settled at A -> B is woken', samples: wokenMs },
    { run: "settled at A -> B has the member's row", samples: hasRowMs },
  ].map(({ run, samples }) => ({
    run,
    rounds: samples.length,
    'p50 ms': round(percentile(samples, 0.5)),
    'p95 ms': round(percentile(samples, 0.95)),
  }))
}

async function catchUp(terminal: SigningTerminal): Promise<void> {
  while ((await terminal.exchange()).hasMore);
}

async function listen(terminal: SigningTerminal): Promise<{ next: () => Promise<void>; close: () => void }> {
  const abort = new AbortController()
  const stream = await fetch(terminal.wakeUrl(), { signal: abort.signal })
  let heard = () => {}
  const read = async () => {
    for await (const chunk of stream.body ?? [])
      if (Buffer.from(chunk).toString().includes('event: wake')) heard()
  }
  read().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error
  })
  const next = () =>
    new Promise<void>((resolve) => {
      heard = resolve
    })
  return { next, close: () => abort.abort() }
}

// Two more for the wakes: the others may have facts left that did not fit into their time.
const office = await openBenchOffice({ terminalCount: terminalCount + 2, memberCount })
try {
  const full = { facts: factCount, batch: batchFactsMax }
  const settled = [
    await measure(office, { terminalCount: 1, facts: singleFactCount, batch: 1 }),
    await measure(office, { terminalCount: 1, ...full }),
    await measure(office, { terminalCount, ...full }),
  ]
  const woken = await measureWake(office)
  printReport('exchange', [...settled, ...woken], values.json)
} finally {
  await office.close()
}
