import { Keypad } from '../../../ui/keypad.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PlainButton } from '../../../ui/plain-button.tsx'
import { PrimaryButton } from '../../../ui/primary-button.tsx'
import { useShortcuts } from '../../../ui/use-shortcuts.ts'
import { useTypeAnywhere } from '../../../ui/use-type-anywhere.ts'
import { useWords, type Words } from '../../../ui/words-context.ts'
import { answerSwitch, leaveSale, pressSaleButton } from '../../state/checkout-actions.ts'
import { bringFocusTo, chooseMode, isReceiptFixed, useCheckout } from '../../state/checkout-state.ts'
import { useTill } from '../../state/till-context.ts'
import { useMemberView } from '../../state/use-member-view.ts'
import { MemberPanel } from '../member-panel.tsx'
import { AwardOutcome } from './award-outcome.tsx'
import { RedeemPanel } from './redeem-panel.tsx'
import { SaleFields } from './sale-fields.tsx'
import styles from './sale-screen.module.css'
import { SwitchButtons, SwitchQuestion } from './switch-question.tsx'
import { type SaleButton, useSaleButton } from './use-sale-button.ts'
import { typedText, useTyping } from './use-typing.ts'

/** The checkout on one screen: who on the left, what to do now on the right, one button below. */
export function SaleScreen({ memberId }: { memberId: string }) {
  const { translate } = useWords()
  const view = useMemberView(memberId)
  const mode = useCheckout((state) => state.mode)
  const isFixed = useCheckout(isReceiptFixed)
  const switchTo = useCheckout((state) => state.switchToMemberId)
  useShortcuts({ F2: chooseAward, F3: chooseRedeem, Escape: escapeSale })

  return (
    <main className={styles.page} data-step="sale" data-mode={mode}>
      <MemberPanel view={view} />
      <section className={styles.sale} aria-label={translate('sale.region')}>
        {view === null ? <Notice tone="refused">{translate('member.unknown')}</Notice> : <SaleFields />}
        <SaleModes isRedeemOver={isFixed} />
        <div className={styles.work}>
          <SaleKeypad />
          <div className={styles.outcome}>
            {switchTo ? (
              <SwitchQuestion memberId={switchTo} />
            ) : mode === 'award' ? (
              <AwardOutcome />
            ) : (
              <RedeemPanel />
            )}
          </div>
        </div>
        {switchTo ? <SwitchButtons memberId={switchTo} /> : <SaleButtons isFixed={isFixed} />}
      </section>
    </main>
  )
}

const chooseAward = (): void => chooseMode('award')

const chooseRedeem = (): void => {
  if (!isReceiptFixed(useCheckout.getState())) chooseMode('redeem')
}

/** One step back at a time: the question, then the redeem, then the sale. */
function escapeSale(): void {
  const state = useCheckout.getState()
  if (state.switchToMemberId !== null) answerSwitch(false)
  else if (state.mode === 'redeem') chooseMode('award')
  else leaveSale()
}

function SaleModes({ isRedeemOver }: { isRedeemOver: boolean }) {
  const { translate } = useWords()
  const mode = useCheckout((state) => state.mode)
  return (
    <fieldset className={styles.modes} aria-label={translate('sale.modes')}>
      <PlainButton keyHint="F2" isPressed={mode === 'award'} onPress={chooseAward}>
        {translate('sale.award')}
      </PlainButton>
      <PlainButton
        keyHint="F3"
        isPressed={mode === 'redeem'}
        isDisabled={isRedeemOver}
        onPress={chooseRedeem}
      >
        {translate('sale.redeem')}
      </PlainButton>
    </fieldset>
  )
}

/** Writes to the field that is being typed into. */
function SaleKeypad() {
  const field = useCheckout((state) => state.field)
  const text = useCheckout(typedText)
  const type = useTyping()
  useTypeAnywhere((character) => {
    type(text + character)
    bringFocusTo(field)
  })
  return <Keypad text={text} onType={type} corner={field === 'amount' ? '000' : 'clear'} charactersMax={20} />
}

function SaleButtons({ isFixed }: { isFixed: boolean }) {
  const words = useWords()
  const { translate } = words
  const env = useTill()
  const isBusy = useCheckout((state) => state.isBusy)
  const button = useSaleButton()
  return (
    <div className={styles.buttons}>
      <PlainButton keyHint="Esc" onPress={leaveSale}>
        {translate(isFixed ? 'sale.done' : 'sale.next')}
      </PlainButton>
      <PrimaryButton isReady={button.isReady} isBusy={isBusy} onPress={() => void pressSaleButton(env)}>
        {saleButtonWords(button, words)}
      </PrimaryButton>
    </div>
  )
}

/** What pressing the button does, with the number in it. */
function saleButtonWords(button: SaleButton, { translate, formats }: Words): string {
  switch (button.does) {
    case 'award':
      return button.points === null
        ? translate('sale.primary.amount')
        : translate('sale.primary.award', { points: button.points })
    case 'redeem':
      return button.points === null
        ? translate('sale.primary.redeemChoose')
        : translate('sale.primary.redeem', {
            points: button.points,
            amount: formats.money(button.discountMinor),
          })
    case 'finish':
      return translate('sale.primary.finish', { amount: formats.money(button.discountMinor) })
  }
}
