import { IconBackspace, IconX } from '@tabler/icons-react'
import type { PointerEvent } from 'react'
import styles from './keypad.module.css'
import { useWords } from './words-context.ts'

type KeypadProps = {
  /** The text with the pressed key taken into account. */
  text: string
  onType: (text: string) => void
  /** What the bottom left key writes or does. */
  corner: '000' | 'clear'
  charactersMax: number
}

const digits = ['7', '8', '9', '4', '5', '6', '1', '2', '3'] as const

/** Digits for a finger, in the order of a number pad. Keys do not take the focus: what was focused keeps it. */
export function Keypad({ text, onType, corner, charactersMax }: KeypadProps) {
  const { translate } = useWords()
  const append = (typed: string) => onType((text + typed).slice(0, charactersMax))
  return (
    <fieldset className={styles.pad} aria-label={translate('keypad.label')}>
      {digits.map((digit) => (
        <Key key={digit} onPress={() => append(digit)} label={digit} />
      ))}
      {corner === '000' ? (
        <Key onPress={() => append('000')} label="000" />
      ) : (
        <Key
          onPress={() => onType('')}
          label={<IconX size="2rem" stroke={1.75} />}
          name={translate('keypad.clear')}
        />
      )}
      <Key onPress={() => append('0')} label="0" />
      <Key
        onPress={() => onType(text.slice(0, -1))}
        label={<IconBackspace size="2rem" stroke={1.75} />}
        name={translate('keypad.erase')}
      />
    </fieldset>
  )
}

function Key({ label, name, onPress }: { label: React.ReactNode; name?: string; onPress: () => void }) {
  return (
    <button
      type="button"
      className={styles.key}
      tabIndex={-1}
      aria-label={name}
      onPointerDown={keepFocus}
      onMouseDown={keepFocus}
      onClick={onPress}
    >
      {label}
    </button>
  )
}

/** Enter would press the key again if it had the focus. */
const keepFocus = (event: PointerEvent | React.MouseEvent) => event.preventDefault()
