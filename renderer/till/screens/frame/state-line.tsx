import { IconAlertTriangle, IconCloudCheck, IconCloudOff, IconLoader } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import type { ReactNode } from 'react'
import type { ExchangeFaultCode } from '../../../../shared/contract/exchange.ts'
import { useWords } from '../../../ui/words-context.ts'
import { loadStaff } from '../../queries/load-staff.ts'
import type { SyncView } from '../../queries/load-sync-view.ts'
import type { TerminalView } from '../../queries/load-terminal.ts'
import { useCheckout } from '../../state/checkout-state.ts'
import { useTill } from '../../state/till-context.ts'
import styles from './state-line.module.css'
import { useNow } from './use-now.ts'

type StateLineProps = { terminal: TerminalView; sync: SyncView; children: ReactNode }

/** `act`: no retry mends it, someone must. */
type Tone = 'quiet' | 'offline' | 'act'

/** Faults that the exchange does not get over by trying again. */
const faultsToActOn: readonly ExchangeFaultCode[] = [
  'other-protocol',
  'signature-refused',
  'key-unreadable',
  'terminal-unknown',
  'terminal-frozen',
  'request-refused',
]

/** Quiet when all is well; amber in words when offline; red only when someone must act. */
export function StateLine({ terminal, sync, children }: StateLineProps) {
  const mustAct = sync.fault !== null && faultsToActOn.includes(sync.fault)
  const tone: Tone = mustAct ? 'act' : sync.state === 'offline' ? 'offline' : 'quiet'
  const { translate } = useWords()
  return (
    <section
      className={styles.line}
      data-tone={tone}
      data-state={sync.state}
      data-waiting={sync.waitingFacts}
      data-fault={sync.fault ?? undefined}
      aria-label={translate('state.region')}
    >
      <SyncWords sync={sync} tone={tone} />
      <div className={styles.who}>
        <div className={styles.names}>
          <Cashier />
          <span>{translate(`state.${terminal.about.kind}`)}</span>
        </div>
        {children}
      </div>
    </section>
  )
}

const marks = { quiet: IconCloudCheck, offline: IconCloudOff, act: IconAlertTriangle } as const

function SyncWords({ sync, tone }: { sync: SyncView; tone: Tone }) {
  const { translate } = useWords()
  const details = useSyncDetails(sync, tone)
  const Mark = sync.state === 'starting' ? IconLoader : marks[tone]
  return (
    <div className={styles.sync}>
      <Mark size="1.625rem" stroke={1.75} aria-hidden="true" />
      <strong role="status" data-testid="sync-badge" data-state={sync.state}>
        {useHeadline(sync, tone)}
      </strong>
      <span className={styles.details} data-testid="sync-details" data-waiting={sync.waitingFacts}>
        {details}
      </span>
      <span className="pk-visually-hidden">
        {translate('state.waitingBadge', { count: sync.waitingFacts })}
      </span>
    </div>
  )
}

function useHeadline(sync: SyncView, tone: Tone): string {
  const { translate, formats } = useWords()
  const now = useNow()
  if (tone === 'act') return translate('state.act')
  if (sync.state === 'starting') return translate('state.starting')
  if (sync.state === 'online') return translate('state.online')
  const since = formats.moment(sync.since, now)
  const isReached = sync.fault !== null && sync.fault !== 'offline' && sync.fault !== 'timeout'
  return translate(isReached ? 'state.trouble' : 'state.offline', { since })
}

function useSyncDetails(sync: SyncView, tone: Tone): string {
  const { translate, formats } = useWords()
  const now = useNow()
  if (tone === 'act' && sync.fault) return translate(`exchange.${sync.fault}`)
  if (tone === 'offline') {
    const oldest = formats.duration(now - (sync.oldestWaitingAt ?? now))
    return translate('state.waiting', { count: sync.waitingFacts, oldest })
  }
  const last =
    sync.lastExchangeAt === null
      ? translate('state.neverExchanged')
      : translate('state.lastExchange', { time: formats.moment(sync.lastExchangeAt, now) })
  const waiting =
    sync.waitingFacts > 0
      ? translate('state.sending', { count: sync.waitingFacts })
      : translate('state.nothingWaits')
  return `${last} · ${waiting}`
}

function Cashier() {
  const env = useTill()
  const cashierId = useCheckout((state) => state.cashierId)
  const staff = useLiveQuery(() => loadStaff(env), [env])
  const person = staff?.find(({ staffId }) => staffId === cashierId)
  if (!person) return null
  return <span className={styles.cashier}>{person.name}</span>
}
