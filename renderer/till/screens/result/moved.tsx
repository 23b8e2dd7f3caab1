import type { SealedFact } from '../../../../shared/domain/fact.ts'
import { movedPoints } from '../../../../shared/domain/posting.ts'
import { useWords } from '../../../ui/words-context.ts'
import styles from './result-screen.module.css'

/** The points that one fact moved, with its receipt. */
export function Moved({ fact, isCompact }: { fact: SealedFact; isCompact: boolean }) {
  const { translate, formats } = useWords()
  const points = movedPoints(fact.body.posting)
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
  }
}
