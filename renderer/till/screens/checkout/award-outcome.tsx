import type { Refusal } from '../../../../shared/domain/refusal.ts'
import { Figure, Figures } from '../../../ui/figures.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { useWords } from '../../../ui/words-context.ts'
import type { AwardPreview } from '../../commands/award-points.ts'
import { redeemedOf, useCheckout } from '../../state/checkout-state.ts'
import { useAwardPreview } from '../../state/use-previews.ts'
import { RefusalNotice } from '../refusal-notice.tsx'
import { AwardRate } from './award-rate.tsx'
import styles from './sale-screen.module.css'

/** What awarding would give, as it is typed; or why not. */
export function AwardOutcome() {
  const { translate } = useWords()
  const refusal = useCheckout((state) => state.refusal)
  const amountText = useCheckout((state) => state.amountText)
  const redeemed = useCheckout(redeemedOf)
  const preview = useAwardPreview()
  const shown = refusal ?? (preview && !preview.ok && !isOnlyEmpty(preview.refusal) ? preview.refusal : null)
  const isNothingLeft = redeemed !== undefined && shown?.code === 'award-nothing'
  return (
    <>
      {preview?.ok && <AwardFigures preview={preview.value} />}
      {redeemed && <Redeemed isNothingLeft={isNothingLeft} />}
      {!redeemed && <AwardRate />}
      <div className={styles.says}>
        {shown && !isNothingLeft && <RefusalNotice refusal={shown} />}
        {amountText === '' && !refusal && <Notice tone="guide">{translate('sale.awaitAmount')}</Notice>}
      </div>
    </>
  )
}

/** An empty field is no mistake until the button is pressed. */
const isOnlyEmpty = (refusal: Refusal): boolean => refusal.code === 'amount-missing'

function Redeemed({ isNothingLeft }: { isNothingLeft: boolean }) {
  const { translate, formats } = useWords()
  const redeemed = useCheckout(redeemedOf)
  if (!redeemed) return null
  const done = translate('sale.redeemed', {
    points: redeemed.points,
    amount: formats.money(redeemed.discountMinor),
  })
  return (
    <Notice tone="guide">
      {done} {translate(isNothingLeft ? 'sale.redeemedNothingLeft' : 'sale.redeemedNext')}
    </Notice>
  )
}

function AwardFigures({ preview }: { preview: AwardPreview }) {
  const { translate, formats, language } = useWords()
  const { points, baseMinor, paidWithPointsMinor, tierAfter, isUpgrade } = preview
  return (
    <div className={styles.figures} aria-live="polite">
      <Figures>
        <Figure label={translate('sale.bill')}>{formats.money(baseMinor + paidWithPointsMinor)}</Figure>
        {paidWithPointsMinor > 0 && (
          <>
            <Figure label={translate('sale.paid')}>{`−${formats.money(paidWithPointsMinor)}`}</Figure>
            <Figure label={translate('sale.toPay')}>{formats.money(baseMinor)}</Figure>
          </>
        )}
        <Figure label={translate('sale.gives')} isStrong>
          {translate('points', { points })}
        </Figure>
      </Figures>
      {isUpgrade && tierAfter && (
        <Notice tone="guide">{translate('sale.upgrade', { name: tierAfter.name[language] })}</Notice>
      )}
    </div>
  )
}
