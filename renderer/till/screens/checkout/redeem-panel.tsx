import type { Refusal } from '../../../../shared/domain/refusal.ts'
import { Figure, Figures } from '../../../ui/figures.tsx'
import { groupDigits } from '../../../ui/group-digits.ts'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PlainButton } from '../../../ui/plain-button.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useFocusWhen } from '../../../ui/use-focus-when.ts'
import { useShortcuts } from '../../../ui/use-shortcuts.ts'
import { useWords } from '../../../ui/words-context.ts'
import type { RedeemOffer } from '../../commands/redeem-points.ts'
import { chooseMostPoints, pointsOf } from '../../state/checkout-actions.ts'
import { bringFocusTo, focusField, typePoints, useCheckout } from '../../state/checkout-state.ts'
import { useTill } from '../../state/till-context.ts'
import { useRedeemOffer, useRedeemPreview } from '../../state/use-previews.ts'
import { RefusalNotice } from '../refusal-notice.tsx'
import styles from './redeem-panel.module.css'
import saleStyles from './sale-screen.module.css'

/** How many points to use: typed, or one of a few choices up to the most that this bill takes. */
export function RedeemPanel() {
  const { translate, language } = useWords()
  const pointsText = useCheckout((state) => state.pointsText)
  const field = useCheckout((state) => state.field)
  const refusal = useCheckout((state) => state.refusal)
  const focusCount = useCheckout((state) => state.focusCount)
  const amountText = useCheckout((state) => state.amountText)
  const offer = useRedeemOffer()
  const preview = useRedeemPreview()
  const choose = useChoosePoints()
  const input = useFocusWhen<HTMLInputElement>(field === 'points', focusCount)
  const env = useTill()
  const chooseMost = () => void chooseMostPoints(env, choose)
  useShortcuts({ F8: chooseMost })
  const shown =
    refusal ?? (preview && !preview.ok ? preview.refusal : offer && !offer.ok ? offer.refusal : null)
  return (
    <>
      <TextField
        ref={input}
        label={translate('sale.points')}
        value={pointsText}
        onType={(text) => typePoints(groupDigits(text, language))}
        onFocus={() => focusField('points')}
        isNumber
        inputMode="none"
        maxLength={20}
        isInvalid={shown?.code.startsWith('redeem-') ?? false}
      />
      {amountText === '' && !refusal && <Notice tone="guide">{translate('sale.awaitAmount')}</Notice>}
      {shown ? (
        <RefusalNotice refusal={shown} actions={<WhatWouldWork refusal={shown} />} />
      ) : (
        offer?.ok && <Offer offer={offer.value} />
      )}
      {preview?.ok && !refusal && <RedeemFigures discountMinor={preview.value.discountMinor} />}
    </>
  )
}

/** The number that would work, one touch away. */
function WhatWouldWork({ refusal }: { refusal: Refusal }) {
  const { translate } = useWords()
  const choose = useChoosePoints()
  const points = Number(refusal.values.largestPoints ?? 0)
  if (points <= 0) return null
  return <PlainButton onPress={() => choose(points)}>{translate('sale.useInstead', { points })}</PlainButton>
}

function Offer({ offer }: { offer: RedeemOffer }) {
  const { translate, formats } = useWords()
  const pointsText = useCheckout((state) => state.pointsText)
  const rate = translate('sale.redeemRate', {
    points: offer.everyPoints,
    amount: formats.money(offer.stepDiscountMinor),
  })
  if (offer.largestPoints === 0) {
    const minimum = Math.max(offer.minimumPoints, offer.everyPoints)
    const usable = offer.usablePoints
    const why =
      usable < minimum
        ? translate('sale.redeemTooFew', { minimum, usable })
        : translate('sale.redeemBillTooSmall')
    return (
      <Notice tone="guide">
        {why} {rate}
      </Notice>
    )
  }
  return (
    <>
      <fieldset className={styles.choices} aria-label={translate('sale.quick')}>
        {shownChoices(offer).map((choice) => (
          <Choice key={choice.points} choice={choice} isMost={choice.points === offer.largestPoints} />
        ))}
      </fieldset>
      {pointsText === '' && <p className={saleStyles.rate}>{rate}</p>}
    </>
  )
}

/** The smallest, one in between, and the most: as many as can be read at a glance. */
function shownChoices({ choices, largestPoints }: RedeemOffer): RedeemOffer['choices'] {
  const below = choices.filter(({ points }) => points < largestPoints)
  const between = below.slice(1).at(-1)
  return choices.filter(
    (choice) => choice === below[0] || choice === between || choice.points === largestPoints,
  )
}

type ChoiceProps = { choice: RedeemOffer['choices'][number]; isMost: boolean }

function Choice({ choice: { points, discountMinor }, isMost }: ChoiceProps) {
  const { translate, formats } = useWords()
  const chosen = pointsOf(useCheckout((state) => state.pointsText))
  const choose = useChoosePoints()
  return (
    <button
      type="button"
      className={styles.choice}
      data-most={isMost}
      aria-pressed={chosen.ok && chosen.value === points}
      onClick={() => choose(points)}
    >
      <span className={styles.words}>
        <strong>
          {formats.number(points)}{' '}
          <span className={isMost ? undefined : 'pk-visually-hidden'}>
            {translate('member.unit', { points })}
          </span>
        </strong>
        <span>−{formats.money(discountMinor)}</span>
      </span>
      {isMost && <span>{translate('sale.most')}</span>}
      {isMost && <KeyHint>F8</KeyHint>}
    </button>
  )
}

/** Writes a number of points as the field shows it. */
function useChoosePoints(): (points: number) => void {
  const { formats } = useWords()
  return (points) => {
    typePoints(formats.number(points))
    // Enter is then the primary button's again, not the choice's.
    bringFocusTo('points')
  }
}

type RedeemFiguresProps = { discountMinor: number }

function RedeemFigures({ discountMinor }: RedeemFiguresProps) {
  const { translate, formats } = useWords()
  return (
    <div aria-live="polite">
      <Figures>
        <Figure label={translate('sale.moneyOff')} isStrong>
          {`−${formats.money(discountMinor)}`}
        </Figure>
      </Figures>
    </div>
  )
}
