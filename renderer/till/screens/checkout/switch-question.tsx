import { Notice } from '../../../ui/notice.tsx'
import { PlainButton } from '../../../ui/plain-button.tsx'
import { PrimaryButton } from '../../../ui/primary-button.tsx'
import { useWords } from '../../../ui/words-context.ts'
import { answerSwitch } from '../../state/checkout-actions.ts'
import { useMemberView } from '../../state/use-member-view.ts'
import styles from './sale-screen.module.css'

/** Another member's card was scanned while a bill was being typed: asked where the outcome stands. */
export function SwitchQuestion({ memberId }: { memberId: string }) {
  const { translate } = useWords()
  const name = useMemberView(memberId)?.name ?? ''
  return <Notice tone="refused">{translate('sale.switch.question', { name })}</Notice>
}

/** One key leaves the bill, one keeps it, at the places of the sale's own buttons. */
export function SwitchButtons({ memberId }: { memberId: string }) {
  const { translate } = useWords()
  const name = useMemberView(memberId)?.name ?? ''
  return (
    <div className={styles.buttons}>
      <PlainButton keyHint="Esc" onPress={() => answerSwitch(false)}>
        {translate('sale.switch.stay')}
      </PlainButton>
      <PrimaryButton onPress={() => answerSwitch(true)}>
        {translate('sale.switch.action', { name })}
      </PrimaryButton>
    </div>
  )
}
