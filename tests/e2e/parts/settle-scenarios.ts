import { publishChanges } from '../../../server/db/feed.ts'
import { inTransaction } from '../../../server/db/transaction.ts'
import { addMembers } from '../../../server/members/member-store.ts'
import { publishProgram } from '../../../server/programs/publish-program.ts'
import type { FactBody } from '../../../shared/domain/fact.ts'
import type { ProgramDocument } from '../../../shared/domain/program.ts'
import type { SigningTerminal } from '../../simulation/signing-terminal.ts'
import type { SmallHeadOffice } from '../../simulation/small-head-office.ts'

/** Small enough for the bytes of a request with long explanations in it. */
const factsPerExchange = 60

/** What one scenario came to in Node: its program, its members, and its facts in the order of the scenario. */
export type PlayedScenario = {
  program: ProgramDocument
  memberIds: readonly string[]
  bodies: readonly FactBody[]
}

/** Publishes every scenario's program as the next version, and enrolls its members. */
export async function publishScenarios(
  office: SmallHeadOffice,
  played: readonly PlayedScenario[],
): Promise<void> {
  for (const { program } of played) {
    const { version: _version, ...draft } = program
    const published = await publishProgram(office.database, office.office.sign, { ...draft, version: 1 })
    if (published.document.version !== program.version)
      throw new Error(`version ${program.version} was published as ${published.document.version}`)
  }
  const memberIds = played.flatMap((each) => each.memberIds)
  await inTransaction(office.database, async (transaction) => {
    await addMembers(
      transaction,
      memberIds.map((memberId) => ({
        memberId,
        name: memberId,
        phone: null,
        enrolledOn: '2026-01-01',
        cards: [],
      })),
    )
    const things = memberIds.map((id) => ({ kind: 'member' as const, id }))
    await publishChanges(transaction, things, null)
  })
}

/**
 * Sends every fact through terminals as a shop would: sealed, signed, settled by head office. The facts of one scenario
 * are spread over the terminals, and each terminal sends all it has before the next begins, so that most come late.
 */
export async function settleScenarios(
  terminals: readonly SigningTerminal[],
  played: readonly PlayedScenario[],
): Promise<void> {
  let count = 0
  for (const { bodies } of played)
    for (const body of bodies) {
      const terminal = terminals[count % terminals.length]
      const { businessDate, postingId } = body.posting
      const occurredAt = Date.parse(`${businessDate}T05:00:00Z`) + (count % 10_000) * 1_000
      terminal?.seal(body, { factId: postingId, occurredAt, businessDate })
      count += 1
    }
  for (const terminal of terminals)
    while (terminal.settledSeq < terminal.facts.length) await terminal.exchange(factsPerExchange)
}
