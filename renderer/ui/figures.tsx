import type { ReactNode } from 'react'
import styles from './figures.module.css'

/** Lines of a bill: what on the left, how much on the right, one above the other. */
export function Figures({ children }: { children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>
}

type FigureProps = { label: string; children: string; isStrong?: boolean }

/** Characters beyond which the large size would not fit on one line. */
const largeCharactersMax = 15

export function Figure({ label, children, isStrong = false }: FigureProps) {
  const isLong = children.length > largeCharactersMax
  return (
    <div className={styles.figure} data-strong={isStrong} data-long={isLong}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
