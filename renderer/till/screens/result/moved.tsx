import type { SealedFact } from '../../../../shared/domain/fact.ts'
import { movedPoints } from '../../../../shared/domain/posting.ts'
import { useWords } from '../../../ui/words-context.ts'
import { receiptNumberOf } from '../../db/fact-record.ts'
import styles from './result-screen.module.css'

/** Digits beyond which the largest size would not fit beside the member. */
const largeDigitsMax = 6

type MovedProps = { fact: SealedFact; isOnly: boolean }

/** The points that one fact moved, with its receipt. */
export function Moved({ fact, isOnly }: MovedProps) {
  const { translate, formats } = useWords()
  const points = Math.abs(movedPoints(fact.body.posting))
  const isCompact = !isOnly || String(points).length > largeDigitsMax
  switch (fact.body.kind) {
    case 'award':
      return (
        <div className={styles.moved} data-kind="award" data-compact={isCompact}>
          <MovedLabel fact={fact} done={translate('result.awarded')} />
          <strong data-testid="awarded-points" data-points={points}>
            {translate('result.plus', { points })}
          </strong>
        </div>
      )
    case 'redeem':
      return (
        <div className={styles.moved} data-kind="redeem" data-compact={isCompact}>
          <MovedLabel fact={fact} done={translate('result.redeemed')} />
          <strong data-testid="redeemed-points" data-points={points}>
            {translate('result.minus', { points })}
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

/** What head office did not apply: that is what stands there, and the number only small and struck out. */
export function NotMoved({ fact, isOnly }: MovedProps) {
  const { translate } = useWords()
  const points = Math.abs(movedPoints(fact.body.posting))
  const isAward = fact.body.kind === 'award'
  return (
    <div className={styles.moved} data-kind="not-moved" data-compact={!isOnly} data-testid="not-moved">
      <MovedLabel fact={fact} />
      <strong>{translate(isAward ? 'result.notAwarded' : 'result.notRedeemed')}</strong>
      <del className={styles.struck}>{translate(isAward ? 'result.plus' : 'result.minus', { points })}</del>
    </div>
  )
}

function MovedLabel({ fact, done }: { fact: SealedFact; done?: string }) {
  const { translate } = useWords()
  const receipt = translate('result.receipt', { receiptNumber: receiptNumberOf(fact) })
  return <span className={styles.label}>{done ? `${done} · ${receipt}` : receipt}</span>
}
