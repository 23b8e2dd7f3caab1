import type { ReactNode } from 'react'
import { languages } from '../../../ui/language.ts'
import { PlainButton } from '../../../ui/plain-button.tsx'
import { useWords } from '../../../ui/words-context.ts'
import { usePreferences } from '../../state/preferences-state.ts'
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

/** Whoever sets a till up may not read the language that it begins with; each language is named in itself. */
export function StartLanguages() {
  const { translate } = useWords()
  const { language, choose } = usePreferences()
  return (
    <fieldset className={styles.languages} aria-label={translate('menu.language')}>
      {languages.map((offered) => (
        <PlainButton
          key={offered}
          isPressed={offered === language}
          onPress={() => choose({ language: offered })}
        >
          {translate(`language.${offered}`)}
        </PlainButton>
      ))}
    </fieldset>
  )
}
