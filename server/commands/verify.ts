import type { FastifyBaseLogger } from 'fastify'
import { type HeadOfficeOptions, openData } from '../create-head-office.ts'
import { openDatabase } from '../db/database.ts'
import { inSnapshot } from '../db/transaction.ts'
import { findDifferences } from '../verify/find-differences.ts'

const printedMax = 20

/** Computes balances, standings and chains again and compares. The exit code: 1 on a difference. */
export async function verify(
  options: Pick<HeadOfficeOptions, 'dataFolder' | 'databaseUrl'>,
  logger: FastifyBaseLogger,
): Promise<number> {
  const opened = await openData(options, logger)
  const database = openDatabase('url' in opened ? opened.url : opened.databaseUrl, () => undefined, 2)
  try {
    const found = await inSnapshot(database, async (transaction) => {
      await transaction`set local statement_timeout = 0`
      return await findDifferences(transaction)
    })
    for (const difference of found.differences.slice(0, printedMax)) console.log(difference)
    const hidden = found.differences.length - printedMax
    if (hidden > 0) console.log(`... and ${hidden} more`)
    console.log(
      `${found.counts.facts} facts, ${found.counts.postings} postings, ${found.counts.members} members, ` +
        `${found.counts.accounts} accounts: ${found.differences.length} differences`,
    )
    return found.differences.length === 0 ? 0 : 1
  } finally {
    await database.end({ timeout: 5 })
    // A head office that runs goes on running: everything is read in one snapshot beside it.
    if ('url' in opened) {
      await opened.lock?.release()
      await opened.embedded?.stop()
    }
  }
}
