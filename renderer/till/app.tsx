import { MantineProvider } from '@mantine/core'
import { useColorScheme } from '@mantine/hooks'
import type { i18n } from 'i18next'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { makeFormats } from '../ui/formats.ts'
import { theme } from '../ui/theme.ts'
import { type Words, WordsContext } from '../ui/words-context.ts'
import { CrashBoundary } from './screens/start/crash-boundary.tsx'
import { StartScreen } from './screens/start/start-screen.tsx'
import { usePreferences } from './state/preferences-state.ts'

/** Until a program says otherwise. */
const firstCurrency = { code: 'VND', exponent: 0 }
const firstTimeZone = 'Asia/Ho_Chi_Minh'

export type Locale = { currency: { code: string; exponent: number }; timeZone: string }

/** The till's page: its theme and its words around whatever the till has come to. */
export function App({ i18n }: { i18n: i18n }) {
  const chosen = usePreferences((state) => state.theme)
  const system = useColorScheme()
  const colorScheme = chosen === 'auto' ? system : chosen
  return (
    <MantineProvider theme={theme} forceColorScheme={colorScheme}>
      <I18nextProvider i18n={i18n}>
        <Spoken>
          {(setLocale) => (
            <CrashBoundary>
              <StartScreen onLocale={setLocale} />
            </CrashBoundary>
          )}
        </Spoken>
      </I18nextProvider>
    </MantineProvider>
  )
}

/** Gives the screens their words; the program's currency and time zone come when it is known. */
function Spoken({ children }: { children: (setLocale: (locale: Locale) => void) => ReactNode }) {
  const language = usePreferences((state) => state.language)
  const { t: translate, i18n } = useTranslation()
  const [locale, setLocale] = useState<Locale>({ currency: firstCurrency, timeZone: firstTimeZone })
  useEffect(() => {
    document.documentElement.lang = language
    void i18n.changeLanguage(language)
  }, [i18n, language])
  const words = useMemo<Words>(
    () => ({ language, translate, formats: makeFormats({ language, translate, ...locale }) }),
    [language, translate, locale],
  )
  return <WordsContext value={words}>{children(setLocale)}</WordsContext>
}
