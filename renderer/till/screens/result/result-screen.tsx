import { useState } from 'react'
import type { SealedFact } from '../../../../shared/domain/fact.ts'
import { Notice } from '../../../ui/notice.tsx'
import { PlainButton } from '../../../ui/plain-button.tsx'
import { PrimaryButton } from '../../../ui/primary-button.tsx'
import { useShortcuts } from '../../../ui/use-shortcuts.ts'
import { useWords } from '../../../ui/words-context.ts'
import { receiptNumberOf } from '../../db/fact-record.ts'
import type { MemberView, RecentFact } from '../../queries/load-member-view.ts'
import { showIdle, useCheckout } from '../../state/checkout-state.ts'
import { useMemberView } from '../../state/use-member-view.ts'
import { useNow } from '../frame/use-now.ts'
import { MemberPanel } from '../member-panel.tsx'
import { RefusalNotice } from '../refusal-notice.tsx'
import { Explanation } from './explanation.tsx'
import { Moved, NotMoved } from './moved.tsx'
import styles from './result-screen.module.css'

/** What changed, large enough to be read across the counter. Stays until the next scan. */
export function ResultScreen({ memberId }: { memberId: string }) {
  const { translate } = useWords()
  const view = useMemberView(memberId)
  const facts = useCheckout((state) => state.doneFacts)
  const refusal = useCheckout((state) => state.refusal)
  const [isExplained, setExplained] = useState(false)
  const explain = () => setExplained(!isExplained)
  useShortcuts({ Escape: showIdle, F9: explain })
  return (
    <main className={styles.page} data-step="result">
      <MemberPanel view={view} hasBalance={false} />
      <section className={styles.result} aria-label={translate('result.region')} data-explained={isExplained}>
        <div className={styles.changes} aria-live="polite">
          {facts.map((fact) => {
            const Change = isApplied(view, fact) ? Moved : NotMoved
            return <Change key={fact.factId} fact={fact} isOnly={facts.length === 1} />
          })}
          {view && <NewBalance view={view} />}
          {view && <Upgrade view={view} facts={facts} />}
        </div>
        <div className={styles.more}>
          {refusal ? <RefusalNotice refusal={refusal} /> : view && <Standing view={view} facts={facts} />}
          {isExplained && <Explanation facts={facts} />}
        </div>
        <div className={styles.buttons}>
          <PlainButton keyHint="F9" isExpanded={isExplained} onPress={explain}>
            {translate('result.how')}
          </PlainButton>
          <PrimaryButton onPress={showIdle}>{translate('result.next')}</PrimaryButton>
        </div>
      </section>
    </main>
  )
}

/** Digits beyond which the large size would not fit beside the member. */
const largeDigitsMax = 7

function NewBalance({ view }: { view: MemberView }) {
  const { translate, formats } = useWords()
  const now = useNow()
  const newest = view.recent[0]
  return (
    <div className={styles.balance}>
      <span className={styles.label}>{translate('result.balance')}</span>
      <strong
        data-testid="new-balance"
        data-points={view.balancePoints}
        data-long={String(view.balancePoints).length > largeDigitsMax}
      >
        {translate('result.balanceValue', { points: view.balancePoints })}
      </strong>
      {newest && (
        <span className={styles.label}>
          {translate('result.at', { time: formats.moment(newest.fact.occurredAt, now) })}
        </span>
      )}
    </div>
  )
}

function Upgrade({ view, facts }: { view: MemberView; facts: readonly SealedFact[] }) {
  const { translate, language } = useWords()
  const award = facts.find(({ body }) => body.kind === 'award')
  const tierBefore = award?.body.kind === 'award' ? award.body.basis.tierId : view.tier?.tierId
  if (!view.tier || view.tier.tierId === tierBefore) return null
  return <Notice tone="guide">{translate('result.upgraded', { name: view.tier.name[language] })}</Notice>
}

const recentOf = (view: MemberView, { factId }: SealedFact): RecentFact | undefined =>
  view.recent.find(({ fact }) => fact.factId === factId)

const isRefused = (recent: RecentFact | undefined): boolean =>
  recent?.state === 'refused' || recent?.state === 'quarantined'

/** Whether a fact counts, as far as is known: what waits to be sent does. */
const isApplied = (view: MemberView | null | undefined, fact: SealedFact): boolean =>
  !view || !isRefused(recentOf(view, fact))

/** Where the facts are: on this till, or with head office too; or why head office did not apply one. */
function Standing({ view, facts }: { view: MemberView; facts: readonly SealedFact[] }) {
  const { translate } = useWords()
  const recent = facts.map((fact) => recentOf(view, fact))
  const refused = recent.find(isRefused)
  if (refused) {
    const receiptNumber = receiptNumberOf(refused.fact)
    const isReceiptUsed = refused.code === 'receipt-number-used'
    return (
      <Notice tone="act">
        {isReceiptUsed ? translate('result.receiptUsed', { receiptNumber }) : translate('result.notAccepted')}
      </Notice>
    )
  }
  const isPending = recent.some((found) => !found || found.state === 'pending')
  return (
    <p
      className={styles.standing}
      data-testid="result-state"
      data-state={isPending ? 'pending' : 'confirmed'}
    >
      {translate(isPending ? 'result.pending' : 'result.settled')}
    </p>
  )
}
