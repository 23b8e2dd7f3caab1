import { Notice } from '../../../ui/notice.tsx'
import { PlainButton } from '../../../ui/plain-button.tsx'
import { PrimaryButton } from '../../../ui/primary-button.tsx'
import { useWords } from '../../../ui/words-context.ts'
import { answerSwitch } from '../../state/checkout-actions.ts'
import { useMemberView } from '../../state/use-member-view.ts'
import styles from './sale-screen.module.css'

/** Another member's card was scanned while a bill was being typed: one key leaves it, one keeps it. */
export function SwitchQuestion({ memberId }: { memberId: string }) {
  const { translate } = useWords()
  const name = useMemberView(memberId)?.name ?? ''
  return (
    <div className={styles.question}>
      <Notice tone="refused">{translate('sale.switch.question', { name })}</Notice>
      <div className={styles.buttons}>
        <PlainButton className={styles.leave} keyHint="Esc" onPress={() => answerSwitch(false)}>
          {translate('sale.switch.stay')}
        </PlainButton>
        <PrimaryButton onPress={() => answerSwitch(true)}>
          {translate('sale.switch.action', { name })}
        </PrimaryButton>
      </div>
    </div>
  )
}
