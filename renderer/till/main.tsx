import '@mantine/core/styles.layer.css'
import '../ui/fonts.ts'
import '../ui/tokens.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { assert } from '../../shared/lib/assert.ts'
import { startLanguage } from '../ui/language.ts'
import { App } from './app.tsx'
import { keepForOffline } from './screens/start/keep-for-offline.ts'
import { usePreferences } from './state/preferences-state.ts'

const root = document.getElementById('root')
assert(root, 'index.html has a root')

const i18n = await startLanguage(usePreferences.getState().language)
createRoot(root).render(
  <StrictMode>
    <App i18n={i18n} />
  </StrictMode>,
)
keepForOffline()
