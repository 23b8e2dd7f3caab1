import { useEffect, useState } from 'react'
import type { Locale } from '../../app.tsx'
import { TillContext } from '../../state/till-context.ts'
import { chooseBridge, openTill, type TillEnv } from '../../till-env.ts'
import { Till } from '../till.tsx'
import { OpenElsewhereScreen } from './open-elsewhere-screen.tsx'
import { OpenFailedScreen } from './open-failed-screen.tsx'
import { OpeningScreen } from './opening-screen.tsx'

type Opening =
  | { state: 'opening' }
  | { state: 'open-elsewhere' }
  | { state: 'failed'; detail: string }
  | { state: 'open'; env: TillEnv }

/** Opens the till once, and shows how that goes. */
export function StartScreen({ onLocale }: { onLocale: (locale: Locale) => void }) {
  const opening = useOpening()
  switch (opening.state) {
    case 'opening':
      return <OpeningScreen />
    case 'open-elsewhere':
      return <OpenElsewhereScreen />
    case 'failed':
      return <OpenFailedScreen detail={opening.detail} />
    case 'open':
      return (
        <TillContext value={opening.env}>
          <Till onLocale={onLocale} />
        </TillContext>
      )
  }
}

/** The page opens the till once: React may run effects twice, and the lock lets nobody in a second time. */
let opened: Promise<Opening> | undefined

function useOpening(): Opening {
  const [opening, setOpening] = useState<Opening>({ state: 'opening' })
  useEffect(() => {
    opened ??= openOnce()
    void opened.then(setOpening)
  }, [])
  return opening
}

/** The one catch of the till's start: a disk or a browser that lets nothing be opened must still say so on the screen. */
async function openOnce(): Promise<Opening> {
  try {
    const result = await openTill(await chooseBridge())
    return result.ok ? { state: 'open', env: result.value } : { state: 'open-elsewhere' }
  } catch (error) {
    return { state: 'failed', detail: error instanceof Error ? error.message : String(error) }
  }
}
