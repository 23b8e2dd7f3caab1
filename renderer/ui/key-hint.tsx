import styles from './key-hint.module.css'

/** The key that does the same as the button it stands on; hidden from readers, so that names stay what they say. */
export function KeyHint({ children }: { children: string }) {
  return (
    <span className={styles.key} aria-hidden="true">
      {children}
    </span>
  )
}
