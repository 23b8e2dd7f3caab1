import { KeyHint } from './key-hint.tsx'
import styles from './primary-button.module.css'
import { useShortcuts } from './use-shortcuts.ts'

type PrimaryButtonProps = {
  /** What pressing it does, with the number in it. */
  children: string
  onPress: () => void
  /** False while something is missing: it can still be pressed, and then says what. */
  isReady?: boolean
  isBusy?: boolean
}

/** Characters beyond which the large size would not fit into two lines. */
const largeCharactersMax = 36

/** The one button of a screen, always at the same place. Enter presses it. */
export function PrimaryButton({ children, onPress, isReady = true, isBusy = false }: PrimaryButtonProps) {
  const press = () => {
    if (!isBusy) onPress()
  }
  useShortcuts({ Enter: press })
  return (
    <button
      type="button"
      className={styles.button}
      data-ready={isReady}
      data-primary=""
      data-long={children.length > largeCharactersMax}
      aria-busy={isBusy}
      onClick={press}
    >
      <span>{children}</span>
      <KeyHint>Enter</KeyHint>
    </button>
  )
}
