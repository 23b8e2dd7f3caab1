import { redeemedOf, useCheckout } from '../../state/checkout-state.ts'
import { useAwardPreview, useRedeemPreview } from '../../state/use-previews.ts'

/** What the sale's one button does now; `points` is null while it is not known how many. */
export type SaleButton =
  | { does: 'award'; points: number | null; isReady: boolean }
  | { does: 'redeem'; points: number | null; discountMinor: number; isReady: boolean }
  | { does: 'finish'; discountMinor: number; isReady: boolean }

export function useSaleButton(): SaleButton {
  const mode = useCheckout((state) => state.mode)
  const hasReceipt = useCheckout((state) => state.receiptText.trim() !== '')
  const redeemed = useCheckout(redeemedOf)
  const award = useAwardPreview()
  const redeem = useRedeemPreview()
  if (mode === 'redeem') {
    if (!redeem?.ok) return { does: 'redeem', points: null, discountMinor: 0, isReady: false }
    const { points, discountMinor } = redeem.value
    return { does: 'redeem', points, discountMinor, isReady: hasReceipt }
  }
  if (award?.ok) return { does: 'award', points: award.value.points, isReady: hasReceipt }
  const isNothingLeft = award?.ok === false && award.refusal.code === 'award-nothing'
  if (isNothingLeft && redeemed)
    return { does: 'finish', discountMinor: redeemed.discountMinor, isReady: true }
  return { does: 'award', points: null, isReady: false }
}
