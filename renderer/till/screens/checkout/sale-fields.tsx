import type { ClipboardEvent } from 'react'
import { TextField } from '../../../ui/text-field.tsx'
import { useFocusWhen } from '../../../ui/use-focus-when.ts'
import { useWords } from '../../../ui/words-context.ts'
import {
  focusField,
  isReceiptFixed,
  typeAmount,
  typeReceipt,
  useCheckout,
} from '../../state/checkout-state.ts'
import styles from './sale-screen.module.css'

/** The bill: how much, and which receipt. */
export function SaleFields() {
  const { translate, formats } = useWords()
  const amountText = useCheckout((state) => state.amountText)
  const receiptText = useCheckout((state) => state.receiptText)
  const field = useCheckout((state) => state.field)
  const focusCount = useCheckout((state) => state.focusCount)
  const refusal = useCheckout((state) => state.refusal)
  const isFixed = useCheckout(isReceiptFixed)
  const amountField = useFocusWhen<HTMLInputElement>(field === 'amount', focusCount)
  const receiptField = useFocusWhen<HTMLInputElement>(field === 'receipt', focusCount)
  // Pasted text stays as it is: grouping it could hide what it says.
  const paste = (event: ClipboardEvent) => {
    event.preventDefault()
    typeAmount(event.clipboardData.getData('text').trim())
  }
  return (
    <div className={styles.fields}>
      <TextField
        ref={amountField}
        label={translate('sale.amount')}
        value={amountText}
        onType={(text) => typeAmount(formats.typedAmount(text))}
        onPaste={paste}
        onFocus={() => focusField('amount')}
        isNumber
        inputMode="none"
        placeholder={formats.money(0)}
        readOnly={isFixed}
        isInvalid={refusal?.code.startsWith('amount-') ?? false}
      />
      <TextField
        ref={receiptField}
        label={translate('sale.receipt')}
        value={receiptText}
        onType={typeReceipt}
        onFocus={() => focusField('receipt')}
        placeholder={translate('sale.receiptPlaceholder')}
        readOnly={isFixed}
        isInvalid={refusal?.code.startsWith('receipt-number-') ?? false}
      />
    </div>
  )
}
