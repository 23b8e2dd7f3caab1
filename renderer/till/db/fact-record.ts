import type { SealedFact } from '../../../shared/domain/fact.ts'

/** A sealed fact as the till keeps it: the fact as it was sealed, beside what it is found by. */
export type FactRecord = {
  epoch: number
  terminalSeq: number
  factId: string
  memberId: string
  businessDate: string
  receiptNumber: string
  fact: SealedFact
}

export const factRecordOf = (fact: SealedFact): FactRecord => ({
  epoch: fact.epoch,
  terminalSeq: fact.terminalSeq,
  factId: fact.factId,
  memberId: fact.body.posting.memberId,
  businessDate: fact.businessDate,
  receiptNumber: receiptNumberOf(fact),
  fact,
})

/** The receipt that a fact belongs to; empty for what belongs to none. */
export function receiptNumberOf(fact: SealedFact): string {
  const { body } = fact
  switch (body.kind) {
    case 'award':
      return body.sale.receiptNumber
    case 'redeem':
    case 'reward':
    case 'voucher':
      return body.receiptNumber ?? ''
    default:
      return ''
  }
}
