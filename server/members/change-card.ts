import { z } from 'zod'
import { ok, type Result, refuse } from '../../shared/lib/result.ts'
import { type Database, readRow } from '../db/database.ts'
import { publishChanges } from '../db/feed.ts'
import { inTransaction } from '../db/transaction.ts'

export type CardFault = { code: 'card-unknown' | 'card-not-active' | 'card-number-used' }

const cardRow = z.object({ status: z.enum(['active', 'blocked', 'replaced']) })

/**
 * Ends an active card: blocked, or replaced by a new number, which is then the member's newest. Terminals learn of it
 * by the feed. The same change again is answered as done.
 */
export async function endCard(
  database: Database,
  card: { memberId: string; cardNumber: string },
  end: { status: 'blocked' } | { status: 'replaced'; newCardNumber: string },
): Promise<Result<true, CardFault>> {
  const { memberId, cardNumber } = card
  return await inTransaction(database, async (transaction) => {
    await transaction`select 1 from members where member_id = ${memberId} for update`
    const row = await readRow(
      transaction`select status from cards where member_id = ${memberId} and card_number = ${cardNumber}`,
      cardRow,
    )
    if (!row) return refuse({ code: 'card-unknown' })
    if (end.status === 'blocked' && row.status === 'blocked') return ok(true)
    if (row.status !== 'active') return refuse({ code: 'card-not-active' })
    if (end.status === 'replaced') {
      const added = await transaction`
        insert into cards (card_number, member_id, status, given_order)
        select ${end.newCardNumber}, ${memberId}, 'active', max(given_order) + 1
        from cards where member_id = ${memberId}
        on conflict (card_number) do nothing returning 1`
      if (added.length === 0) return refuse({ code: 'card-number-used' })
    }
    await transaction`update cards set status = ${end.status} where card_number = ${cardNumber}`
    await transaction`update members set version = version + 1 where member_id = ${memberId}`
    await publishChanges(transaction, [{ kind: 'member', id: memberId }], null)
    return ok(true)
  })
}
