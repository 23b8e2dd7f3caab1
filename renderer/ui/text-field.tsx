import { type ChangeEvent, type ComponentProps, useId } from 'react'
import { KeyHint } from './key-hint.tsx'
import styles from './text-field.module.css'

type TextFieldProps = Omit<ComponentProps<'input'>, 'onChange' | 'value'> & {
  label: string
  value: string
  onType: (text: string) => void
  /** Large figures, aligned right, as on a till. */
  isNumber?: boolean
  keyHint?: string
  isInvalid?: boolean
}

/** A labelled field; its label is always to be seen. */
export function TextField({ label, value, onType, isNumber, keyHint, isInvalid, ...input }: TextFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        <span>{label}</span>
        {keyHint && <KeyHint>{keyHint}</KeyHint>}
      </label>
      <input
        {...input}
        id={id}
        className={styles.input}
        data-number={isNumber ?? false}
        aria-invalid={isInvalid ?? false}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        value={value}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onType(event.currentTarget.value)}
      />
    </div>
  )
}
