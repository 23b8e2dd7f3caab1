import { Skeleton } from '@mantine/core'
import { useWords } from '../../ui/words-context.ts'
import type { MemberView } from '../queries/load-member-view.ts'
import { useNow } from './frame/use-now.ts'
import styles from './member-panel.module.css'
import { TierBadge } from './tier-badge.tsx'

type MemberPanelProps = {
  /** `null`: this till does not know the member (any more); nothing: being read. */
  view: MemberView | null | undefined
  /** The result shows the new balance itself, larger. */
  hasBalance?: boolean
}

/** Who: the name, the tier, the usable points as the largest number on the screen, the way to the next tier. */
export function MemberPanel({ view, hasBalance = true }: MemberPanelProps) {
  const { translate } = useWords()
  return (
    <aside className={styles.panel} aria-label={translate('member.region')} data-member={view?.memberId}>
      {view ? (
        <>
          <div className={styles.who}>
            <h1 className={styles.name}>{view.name}</h1>
            <KnownBy view={view} />
            <TierBadge tier={view.tier} />
          </div>
          {hasBalance && <Balance view={view} />}
          <TierWay view={view} />
        </>
      ) : (
        view === undefined && <Skeleton height="100%" radius="md" aria-label={translate('member.loading')} />
      )}
    </aside>
  )
}

/** The ends of card and phone number: enough to tell two people of one name apart, too little to be misused. */
function KnownBy({ view }: { view: MemberView }) {
  const { translate } = useWords()
  const card = view.cards.find(({ status }) => status === 'active')
  const known = [
    view.status === 'blocked' && translate('member.blocked'),
    view.phone && translate('idle.phoneEnd', { end: view.phone.slice(-3) }),
    card && translate('member.cardEnd', { end: card.cardNumber.slice(-4) }),
  ]
  return <p className={styles.known}>{known.filter(Boolean).join(' · ')}</p>
}

function Balance({ view }: { view: MemberView }) {
  const { translate, formats } = useWords()
  const now = useNow()
  const digits = formats.number(view.usablePoints)
  const asOf =
    view.asOf === null
      ? translate('member.asOfNever')
      : translate('member.asOf', { time: formats.moment(view.asOf, now) })
  const isSame = view.balancePoints === view.usablePoints
  return (
    <div className={styles.balance}>
      <p className={styles.label}>{translate('member.usable')}</p>
      <p
        className={styles.points}
        data-testid="usable-points"
        data-points={view.usablePoints}
        data-length={digits.length > 7 ? 'longest' : digits.length > 4 ? 'long' : 'short'}
      >
        {digits}{' '}
        <span className={styles.unit}>{translate('member.unit', { points: view.usablePoints })}</span>
      </p>
      <p className={styles.asOf} data-testid="as-of">
        {isSame ? asOf : `${translate('member.balance', { points: view.balancePoints })}, ${asOf}`}
      </p>
      <PendingNote view={view} />
    </div>
  )
}

/** What of the number is this terminal's own and not yet head office's. */
function PendingNote({ view }: { view: MemberView }) {
  const { translate } = useWords()
  if (!view.recent.some(({ state }) => state === 'pending')) return null
  const points = Math.abs(view.pendingPoints)
  const key = view.pendingPoints > 0 ? 'pendingPlus' : view.pendingPoints < 0 ? 'pendingMinus' : 'pendingEven'
  return <p className={styles.pending}>{translate(`member.${key}`, { points })}</p>
}

/** The way to the next tier as a bar, said in words below it. */
function TierWay({ view }: { view: MemberView }) {
  const { translate, language } = useWords()
  if (!view.next) return view.tier ? <p className={styles.way}>{translate('member.top')}</p> : null
  const name = view.next.name[language]
  return (
    <div className={styles.way}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={translate('member.nextLabel', { name })}
        aria-valuenow={Math.round(view.tierProgress * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <div className={styles.done} style={{ width: `${view.tierProgress * 100}%` }} />
      </div>
      <p>{translate('member.next', { points: view.next.missingPoints, name })}</p>
    </div>
  )
}
