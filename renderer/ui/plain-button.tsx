import type { ReactNode } from 'react'
import { KeyHint } from './key-hint.tsx'
import styles from './plain-button.module.css'

type PlainButtonProps = {
  children: ReactNode
  onPress: () => void
  /** The key that does the same. */
  keyHint?: string
  icon?: ReactNode
  isPressed?: boolean
  isExpanded?: boolean
  isDisabled?: boolean
  className?: string | undefined
}

/** Any button beside the primary one: at least 44 px, quiet, its key shown on it. */
export function PlainButton(props: PlainButtonProps) {
  return (
    <button
      type="button"
      className={`${styles.button} ${props.className ?? ''}`}
      aria-pressed={props.isPressed}
      aria-expanded={props.isExpanded}
      disabled={props.isDisabled}
      onClick={props.onPress}
    >
      {props.icon}
      <span>{props.children}</span>
      {props.keyHint && <KeyHint>{props.keyHint}</KeyHint>}
    </button>
  )
}
