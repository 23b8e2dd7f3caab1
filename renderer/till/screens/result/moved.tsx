import type { SealedFact } from '../../../../shared/domain/fact.ts'
import { movedPoints } from '../../../../shared/domain/posting.ts'
import { useWords } from '../../../ui/words-context.ts'
import styles from './result-screen.module.css'

/** Digits beyond which the largest size would not fit beside the member. */
const largeDigitsMax = 6

/** The points that one fact moved, with its receipt. */
export function Moved({ fact, isOnly }: { fact: SealedFact; isOnly: boolean }) {
  const { translate, formats } = useWords()
  const points = movedPoints(fact.body.posting)
  const isCompact = !isOnly || String(Math.abs(points)).length > largeDigitsMax
  switch (fact.body.kind) {
    case 'award':
      return (
        <div className={styles.moved} data-kind="award" data-compact={isCompact}>
          <span className={styles.label}>
            {translate('result.awarded')} ·{' '}
            {translate('result.receipt', { receiptNumber: fact.body.sale.receiptNumber })}
          </span>
          <strong data-testid="awarded-points" data-points={points}>
            {translate('result.plus', { points })}
          </strong>
        </div>
      )
    case 'redeem':
      return (
        <div className={styles.moved} data-kind="redeem" data-compact={isCompact}>
          <span className={styles.label}>
            {translate('result.redeemed')} ·{' '}
            {translate('result.receipt', { receiptNumber: fact.body.receiptNumber })}
          </span>
          <strong data-testid="redeemed-points" data-points={-points}>
            {translate('result.minus', { points: -points })}
          </strong>
          <span className={styles.discount}>
            {translate('result.discount', { amount: formats.money(fact.body.discountMinor) })}
          </span>
        </div>
      )
    default:
      return null
  }
}
