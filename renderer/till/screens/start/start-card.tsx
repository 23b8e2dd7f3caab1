import type { ReactNode } from 'react'
import styles from './start-card.module.css'

type StartCardProps = { title: string; hint?: string; children: ReactNode }

/** The screens before the till is open: one question in the middle. */
export function StartCard({ title, hint, children }: StartCardProps) {
  return (
    <main className={styles.page}>
      <section className={styles.card} aria-labelledby="start-title">
        <h1 className={styles.title} id="start-title">
          {title}
        </h1>
        {hint && <p className={styles.hint}>{hint}</p>}
        {children}
      </section>
    </main>
  )
}
