import i18next, { type i18n, type TFunction } from 'i18next'
import ICU from 'i18next-icu'
import { initReactI18next } from 'react-i18next'
import en from './messages/en.json'
import vi from './messages/vi.json'

/** Vietnamese first: it is the default, and English is written beside it. */
export const languages = ['vi', 'en'] as const
export type Language = (typeof languages)[number]

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof vi }
  }
}

export type Translate = TFunction

/** The page's texts in one language. ICU messages: plurals and numbers are written as each language writes them. */
export async function startLanguage(language: Language): Promise<i18n> {
  const instance = i18next.createInstance()
  await instance
    .use(ICU)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'vi',
      resources: { vi: { translation: vi }, en: { translation: en } },
      interpolation: { escapeValue: false },
      returnNull: false,
    })
  return instance
}
