import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { Keypad } from '../../../ui/keypad.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PrimaryButton } from '../../../ui/primary-button.tsx'
import { useFocusWhen } from '../../../ui/use-focus-when.ts'
import { useTypeAnywhere } from '../../../ui/use-type-anywhere.ts'
import { useWords } from '../../../ui/words-context.ts'
import { loadStaff, type StaffView } from '../../queries/load-staff.ts'
import { signInCashier } from '../../state/checkout-actions.ts'
import { showRefusal, useCheckout } from '../../state/checkout-state.ts'
import { useTill } from '../../state/till-context.ts'
import { RefusalNotice } from '../refusal-notice.tsx'
import styles from './sign-in-screen.module.css'
import { StaffList } from './staff-list.tsx'

/** Digits of a PIN that are taken; the shop decides how many it uses. */
const pinDigitsMax = 12

export function SignInScreen({ storeName }: { storeName: string }) {
  const { translate } = useWords()
  const env = useTill()
  const staff = useLiveQuery(() => loadStaff(env), [env])
  const [chosen, setChosen] = useState<StaffView | null>(null)
  // Where only one person works, there is nothing to choose.
  const person = chosen ?? (staff?.length === 1 ? staff[0] : undefined)

  return (
    <main className={styles.page}>
      <section className={styles.people} aria-labelledby="sign-in-title">
        <h1 className={styles.title} id="sign-in-title">
          {translate('signIn.title')}
        </h1>
        <p className={styles.hint}>{translate('signIn.hint')}</p>
        {staff?.length === 0 && (
          <Notice tone="guide">{translate('signIn.nobody', { store: storeName })}</Notice>
        )}
        <StaffList
          staff={staff ?? []}
          chosenId={person?.staffId}
          onChoose={(next) => {
            setChosen(next)
            showRefusal(null)
          }}
        />
      </section>
      {person ? (
        <PinPanel key={person.staffId} person={person} />
      ) : (
        <p className={styles.choose}>{translate('signIn.choose')}</p>
      )}
    </main>
  )
}

function PinPanel({ person }: { person: StaffView }) {
  const { translate } = useWords()
  const env = useTill()
  const refusal = useCheckout((state) => state.refusal)
  const [pin, setPin] = useState('')
  const [isBusy, setBusy] = useState(false)
  const field = useFocusWhen<HTMLInputElement>(!isBusy)
  const type = (text: string) => {
    setPin(text.replace(/\D/g, '').slice(0, pinDigitsMax))
    showRefusal(null)
  }
  useTypeAnywhere((character) => {
    type(pin + character)
    field.current?.focus()
  })
  const enter = async () => {
    setBusy(true)
    const isSignedIn = await signInCashier(env, { staffId: person.staffId, pin })
    if (isSignedIn) return
    setBusy(false)
    setPin('')
  }
  const label = translate('signIn.pinOf', { name: person.name })
  return (
    <section className={styles.pin} aria-label={label}>
      <label className={styles.pinLabel} htmlFor="pin">
        {label}
      </label>
      <input
        ref={field}
        id="pin"
        className={styles.pinField}
        type="text"
        inputMode="none"
        autoComplete="off"
        value={pin}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <div className={styles.keypad}>
        <Keypad text={pin} onType={type} corner="clear" charactersMax={pinDigitsMax} />
      </div>
      <div className={styles.says}>{refusal && <RefusalNotice refusal={refusal} />}</div>
      <PrimaryButton onPress={() => void enter()} isBusy={isBusy} isReady={pin !== ''}>
        {translate('signIn.action')}
      </PrimaryButton>
    </section>
  )
}
