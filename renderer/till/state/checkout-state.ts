import { create } from 'zustand'
import type { FactBody, SealedFact } from '../../../shared/domain/fact.ts'
import type { Refusal } from '../../../shared/domain/refusal.ts'

export type CheckoutStep = 'idle' | 'sale' | 'result'
export type SaleMode = 'award' | 'redeem'
export type SaleField = 'amount' | 'receipt' | 'points'

/** What the cashier has typed and where the cashier is: all of it may be forgotten. Rows live in the database. */
export type CheckoutState = {
  step: CheckoutStep
  cashierId: string | null
  /** What is typed on the idle screen to find a member. */
  searchText: string
  isCameraOpen: boolean
  memberId: string | null
  amountText: string
  receiptText: string
  pointsText: string
  mode: SaleMode
  /** The field that the keypad on the screen writes to. */
  field: SaleField
  /** Counts the occasions on which that field is to have the focus again. */
  focusCount: number
  /** The last refusal, shown in place until something changes. */
  refusal: Refusal | null
  /** A member scanned while a bill was being typed: the cashier is asked in place. */
  switchToMemberId: string | null
  /** Facts of this sale, as they were sealed: shown on the result. */
  doneFacts: SealedFact[]
  isBusy: boolean
}

const emptySale = {
  memberId: null,
  amountText: '',
  receiptText: '',
  pointsText: '',
  mode: 'award',
  field: 'amount',
  focusCount: 0,
  refusal: null,
  switchToMemberId: null,
  doneFacts: [],
  isBusy: false,
} satisfies Partial<CheckoutState>

export const useCheckout = create<CheckoutState>()(() => ({
  step: 'idle',
  cashierId: null,
  searchText: '',
  isCameraOpen: false,
  ...emptySale,
}))

const { getState, setState } = useCheckout

/** Back to waiting for a scan; what was typed for the last member is gone. */
export const showIdle = (): void =>
  setState({ step: 'idle', searchText: '', isCameraOpen: false, ...emptySale })

/** Begins a sale for a member, from wherever the screen was. */
export const startSale = (memberId: string): void =>
  setState({ step: 'sale', searchText: '', isCameraOpen: false, ...emptySale, memberId })

export const showResult = (): void => setState({ step: 'result', refusal: null, isBusy: false })

/** What is typed shows whom it finds, where the camera's picture was. */
export const typeSearch = (searchText: string): void =>
  setState({ searchText, refusal: null, ...(searchText === '' ? {} : { isCameraOpen: false }) })

export const typeAmount = (amountText: string): void => typeSale({ amountText })

export const typeReceipt = (receiptText: string): void => typeSale({ receiptText })

export const typePoints = (pointsText: string): void => typeSale({ pointsText })

/** While a fact is being recorded, what it was decided from stays on the screen as it was. */
function typeSale(typed: Partial<Pick<CheckoutState, 'amountText' | 'receiptText' | 'pointsText'>>): void {
  if (!getState().isBusy) setState({ ...typed, refusal: null })
}

export const focusField = (field: SaleField): void => setState({ field })

/** Gives a field the keyboard and the keypad, wherever the focus is. */
export const bringFocusTo = (field: SaleField): void =>
  setState({ field, focusCount: getState().focusCount + 1 })

/** Awarding and redeeming share the keypad: it writes where the chosen work needs a number next. */
export function chooseMode(mode: SaleMode): void {
  const hasAmount = getState().amountText !== ''
  const field = mode === 'redeem' && hasAmount ? 'points' : hasAmount ? 'receipt' : 'amount'
  setState({ mode, field, refusal: null })
}

export const openCamera = (isCameraOpen: boolean): void => setState({ isCameraOpen, refusal: null })

export const showRefusal = (refusal: Refusal | null): void => setState({ refusal })

export const askToSwitch = (switchToMemberId: string | null): void => setState({ switchToMemberId })

/** Whether leaving this sale would lose something that the cashier has typed or done. */
export const hasBegunSale = (state: CheckoutState): boolean =>
  state.step === 'sale' && (state.amountText !== '' || state.receiptText !== '' || state.doneFacts.length > 0)

/** Whether points of this receipt are taken already: its amount and number stay as they are. */
export const isReceiptFixed = (state: CheckoutState): boolean => state.doneFacts.length > 0

/** The redeem of this sale, if there was one. */
export function redeemedOf(state: CheckoutState): Extract<FactBody, { kind: 'redeem' }> | undefined {
  return state.doneFacts.map(({ body }) => body).find((body) => body.kind === 'redeem')
}
