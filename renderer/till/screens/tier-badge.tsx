import { TierShape } from '../../ui/tier-shape.tsx'
import { useWords } from '../../ui/words-context.ts'
import type { TierView } from '../queries/load-member-view.ts'
import { tierRank, useProgram } from '../state/use-program.ts'
import styles from './tier-badge.module.css'

/** A member's tier by shape and name. */
export function TierBadge({ tier, isShort = false }: { tier: TierView | null; isShort?: boolean }) {
  const { translate, language } = useWords()
  const program = useProgram()
  if (!tier)
    return program?.tiers.length ? <span className={styles.none}>{translate('member.noTier')}</span> : null
  return (
    <span className={styles.badge} data-tier={tier.tierId}>
      <TierShape rank={tierRank(program, tier.tierId)} className={styles.shape} />
      {isShort ? tier.name[language] : translate('member.tier', { name: tier.name[language] })}
    </span>
  )
}
