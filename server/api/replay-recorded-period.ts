import { type ProgramDocument, programOn } from '../../shared/domain/program.ts'
import type { RecordedMember } from '../../shared/domain/replay/recorded-member.ts'
import { type ReplayAsk, replayMember } from '../../shared/domain/replay/replay-member.ts'
import { type ReplayReport, startReplaySum } from '../../shared/domain/replay/replay-report.ts'
import type { Transaction } from '../db/database.ts'
import { readPrograms, readRecordedDays, readRecordedMembers } from './read-recorded-period.ts'

/** What was recorded, from wherever it is read. */
export type Recorded = {
  programs: readonly ProgramDocument[]
  days: { from: string; to: string } | undefined
  members: (upTo: string) => AsyncIterable<RecordedMember> | Iterable<RecordedMember>
}

export type ReplayWish = {
  draft: ProgramDocument
  from?: string | undefined
  to?: string | undefined
  namedMembersMax: number
}

/** All of head office's record, in the caller's snapshot. */
export const recordedIn = async (transaction: Transaction): Promise<Recorded> => ({
  programs: await readPrograms(transaction),
  days: await readRecordedDays(transaction),
  members: (upTo) => readRecordedMembers(transaction, upTo),
})

/** Replays a record, member by member; nothing when nothing was recorded. */
export async function replayRecorded(
  recorded: Recorded,
  wish: ReplayWish,
): Promise<{ report: ReplayReport; current: ProgramDocument } | undefined> {
  const { programs, days } = recorded
  const to = wish.to ?? days?.to
  const from = wish.from ?? days?.from
  const current = to === undefined ? undefined : (programOn(programs, to) ?? programs[0])
  if (!current || to === undefined || from === undefined) return undefined
  const { draft, namedMembersMax } = wish
  const versions = new Map(programs.map((program) => [program.version, program]))
  const ask: ReplayAsk = { draft, current, programs: versions, from, to }
  const sum = startReplaySum(ask, namedMembersMax)
  for await (const member of recorded.members(to)) sum.add(replayMember(member, ask))
  return { report: sum.report(), current }
}
