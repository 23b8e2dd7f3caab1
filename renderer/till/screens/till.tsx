import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect } from 'react'
import type { Locale } from '../app.tsx'
import { loadProgram } from '../queries/load-program.ts'
import { loadSyncView } from '../queries/load-sync-view.ts'
import { loadTerminal } from '../queries/load-terminal.ts'
import { useCheckout } from '../state/checkout-state.ts'
import { useTill } from '../state/till-context.ts'
import { SaleScreen } from './checkout/sale-screen.tsx'
import { TillFrame } from './frame/till-frame.tsx'
import { useScans } from './frame/use-scans.ts'
import { IdleScreen } from './idle/idle-screen.tsx'
import { ResultScreen } from './result/result-screen.tsx'
import { EnrolScreen } from './start/enrol-screen.tsx'
import { LoadingScreen } from './start/loading-screen.tsx'
import { OpeningScreen } from './start/opening-screen.tsx'
import { SignInScreen } from './start/sign-in-screen.tsx'

/** The opened till: which screen stands follows from what the database says and where the cashier is. */
export function Till({ onLocale }: { onLocale: (locale: Locale) => void }) {
  const env = useTill()
  const terminal = useLiveQuery(() => loadTerminal(env), [env])
  const sync = useLiveQuery(() => loadSyncView(env), [env])
  const program = useLiveQuery(() => loadProgram(env), [env])
  const isEnrolled = terminal !== undefined && terminal.identity !== null
  useScans(env, isEnrolled)
  useEffect(() => {
    if (isEnrolled) env.sync.start()
  }, [env, isEnrolled])
  useEffect(() => {
    if (program) onLocale({ currency: program.currency, timeZone: program.timeZone })
  }, [program, onLocale])

  if (!terminal || !sync) return <OpeningScreen />
  if (!terminal.identity) return <EnrolScreen />
  return (
    <TillFrame terminal={terminal} sync={sync}>
      {sync.isCaughtUp ? (
        <CashierScreen storeName={terminal.identity.storeName} />
      ) : (
        <LoadingScreen sync={sync} />
      )}
    </TillFrame>
  )
}

function CashierScreen({ storeName }: { storeName: string }) {
  const cashierId = useCheckout((state) => state.cashierId)
  const step = useCheckout((state) => state.step)
  const memberId = useCheckout((state) => state.memberId)
  if (cashierId === null) return <SignInScreen storeName={storeName} />
  if (step === 'idle' || memberId === null) return <IdleScreen />
  // A key of its own for each member: nothing of the last one may show while the next one's rows are read.
  if (step === 'sale') return <SaleScreen key={memberId} memberId={memberId} />
  return <ResultScreen key={memberId} memberId={memberId} />
}
