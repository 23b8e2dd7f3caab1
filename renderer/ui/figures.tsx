import type { ReactNode } from 'react'
import styles from './figures.module.css'

/** Lines of a bill: what on the left, how much on the right, one above the other. */
export function Figures({ children }: { children: ReactNode }) {
  return <dl className={styles.figures}>{children}</dl>
}

type FigureProps = { label: string; children: ReactNode; isStrong?: boolean }

export function Figure({ label, children, isStrong = false }: FigureProps) {
  return (
    <div className={styles.figure} data-strong={isStrong}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
