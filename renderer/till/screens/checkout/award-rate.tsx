import { useWords } from '../../../ui/words-context.ts'
import { useCheckout } from '../../state/checkout-state.ts'
import { useMemberView } from '../../state/use-member-view.ts'
import { useProgram } from '../../state/use-program.ts'
import styles from './sale-screen.module.css'

/** The rate in the direction in which people say it, with the member's own multiplier. */
export function AwardRate() {
  const { translate, formats, language } = useWords()
  const program = useProgram()
  const memberId = useCheckout((state) => state.memberId)
  const view = useMemberView(memberId ?? '')
  const rule = program?.awardRules.find((each) => each.by === 'bill')
  if (!program || !rule) return null
  const values = { every: formats.money(rule.everyMinor), points: rule.points }
  const tier = program.tiers.find(({ tierId }) => tierId === view?.tier?.tierId)
  const hasMultiplier = tier && tier.multiplierPercent !== 100
  return (
    <p className={styles.rate}>
      {hasMultiplier
        ? translate('sale.rateTier', {
            ...values,
            tier: tier.name[language],
            multiplier: formats.number(tier.multiplierPercent / 100),
          })
        : translate('sale.rate', values)}
    </p>
  )
}
