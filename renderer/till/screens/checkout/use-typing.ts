import { groupDigits } from '../../../ui/group-digits.ts'
import { useWords } from '../../../ui/words-context.ts'
import {
  type CheckoutState,
  isReceiptFixed,
  typeAmount,
  typePoints,
  typeReceipt,
  useCheckout,
} from '../../state/checkout-state.ts'

/** The text of the field that is being typed into. */
export function typedText(state: CheckoutState): string {
  switch (state.field) {
    case 'amount':
      return state.amountText
    case 'receipt':
      return state.receiptText
    case 'points':
      return state.pointsText
  }
}

/** Types into the field that the keypad writes to; a receipt that points were taken for stays as it is. */
export function useTyping(): (text: string) => void {
  const { formats, language } = useWords()
  return (text) => {
    const state = useCheckout.getState()
    if (isReceiptFixed(state)) return
    switch (state.field) {
      case 'amount':
        return typeAmount(formats.typedAmount(text))
      case 'receipt':
        return typeReceipt(text)
      case 'points':
        return typePoints(groupDigits(text, language))
    }
  }
}
