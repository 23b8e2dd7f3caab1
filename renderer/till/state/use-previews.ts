import { useLiveQuery } from 'dexie-react-hooks'
import type { Decision } from '../../../shared/domain/refusal.ts'
import { type AwardPreview, previewAward } from '../commands/award-points.ts'
import {
  offerRedeem,
  previewRedeem,
  type RedeemOffer,
  type RedeemPreview,
} from '../commands/redeem-points.ts'
import { pointsOf } from './checkout-actions.ts'
import { useCheckout } from './checkout-state.ts'
import { useTill } from './till-context.ts'

/** What pressing "award" would give now; nothing while it is being computed or no amount is typed. */
export function useAwardPreview(): Decision<AwardPreview> | undefined {
  const env = useTill()
  const { memberId, amountText: amount, receiptText: receiptNumber } = useCheckout()
  return useLiveQuery(
    () => (memberId && amount ? previewAward(env, { memberId, amount, receiptNumber }) : undefined),
    [env, memberId, amount, receiptNumber],
  )
}

/** What the member may redeem against the typed amount. */
export function useRedeemOffer(): Decision<RedeemOffer> | undefined {
  const env = useTill()
  const { memberId, amountText: amount } = useCheckout()
  return useLiveQuery(
    () => (memberId && amount ? offerRedeem(env, { memberId, amount }) : undefined),
    [env, memberId, amount],
  )
}

/** What pressing "use points" would do now. */
export function useRedeemPreview(): Decision<RedeemPreview> | undefined {
  const env = useTill()
  const { memberId, amountText: amount, receiptText: receiptNumber, pointsText } = useCheckout()
  return useLiveQuery(() => {
    const points = pointsOf(pointsText)
    if (!memberId || !amount || pointsText === '') return undefined
    return points.ok ? previewRedeem(env, { memberId, amount, receiptNumber, points: points.value }) : points
  }, [env, memberId, amount, receiptNumber, pointsText])
}
