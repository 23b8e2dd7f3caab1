import { v7 } from 'uuid'
import type { FactBody, FactDraft } from '../../shared/domain/fact.ts'
import { type ProgramDocument, programOn } from '../../shared/domain/program.ts'
import type { Transaction } from '../db/database.ts'
import { ownTerminalId } from '../db/own-terminal.ts'
import { inTransaction } from '../db/transaction.ts'
import type { HeadOffice } from '../sync/head-office.ts'
import { type Day, decideDay, isReferralOpen } from './decide-day.ts'
import { type JobMember, lockJobMembers, readMembersAfter } from './job-member.ts'
import { type JobRun, lockRun, type RunProgress, saveRun } from './job-run.ts'
import { keepReminders } from './keep-reminders.ts'
import { lockOwnChain, settleOwnFacts } from './own-chain.ts'

/** Members of one transaction: tills that settle wait for its locks no longer than for a batch of another till. */
export const batchMembersMax = 500

/**
 * One run's next members, in one transaction with the progress, locks in this order: the run, head office's chain,
 * members sorted, accounts sorted, the feed's counter. Only members for whom something is to be recorded are locked.
 */
export async function runBatch(
  office: HeadOffice,
  run: JobRun,
  { programs, countMax = batchMembersMax }: { programs: readonly ProgramDocument[]; countMax?: number },
): Promise<RunProgress> {
  return await inTransaction(office.database, async (transaction) => {
    const before = await lockRun(transaction, run)
    if (before.isFinished) return before
    const program = programOn(programs, run.businessDate)
    const page = program ? await readMembersAfter(transaction, before.lastMemberId, countMax) : []
    const progress = {
      ...before,
      memberCount: before.memberCount + page.length,
      lastMemberId: page.at(-1)?.memberId ?? before.lastMemberId,
      isFinished: page.length < countMax,
    }
    if (program) {
      const day: Day = { businessDate: run.businessDate, program, newId: () => v7({ msecs: office.clock() }) }
      if (run.job === 'open-day') progress.reminderCount += await keepReminders(transaction, page, day)
      // Last, since it ends with the feed's counter, on which all tills wait.
      progress.factCount += await recordFacts(transaction, office, { job: run.job, page, day })
    }
    await saveRun(transaction, progress)
    return progress
  })
}

/** Decides once to see for whom there is something, and again under their locks: a till may have been faster. */
async function recordFacts(
  transaction: Transaction,
  office: HeadOffice,
  { job, page, day }: { job: JobRun['job']; page: readonly JobMember[]; day: Day },
): Promise<number> {
  const concerned = page.filter(
    (member) =>
      (job === 'close-day' && isReferralOpen(member)) ||
      decideDay(job, member.memberId, new Map([[member.memberId, member]]), day).length > 0,
  )
  if (concerned.length === 0) return 0
  const head = await lockOwnChain(transaction, office)
  const referrerIds = concerned.filter(isReferralOpen).flatMap(({ referrerId }) => referrerId ?? [])
  const memberIds = concerned.map(({ memberId }) => memberId)
  const members = await lockJobMembers(transaction, new Set([...memberIds, ...referrerIds]))
  const referred = memberIds.filter((memberId) => {
    const member = members.get(memberId)
    return job === 'close-day' && member !== undefined && isReferralOpen(member)
  })
  const bodies = memberIds.flatMap((memberId) => decideDay(job, memberId, members, day))
  if (referred.length > 0)
    await transaction`update members set referral_settled_on = ${day.businessDate}
      where member_id = any(${referred}::text[])`
  const drafts = bodies.map((body) => draftOf(body, office.clock(), day))
  await settleOwnFacts(transaction, office, { drafts, head })
  return drafts.length
}

const draftOf = (body: FactBody, occurredAt: number, { businessDate }: Day): FactDraft => ({
  factId: body.posting.postingId,
  occurredAt,
  businessDate,
  cashierId: ownTerminalId,
  body,
})
