import { type Refusal, refuseWith } from '../../../shared/domain/refusal.ts'
import { awardPoints, previewAward } from '../commands/award-points.ts'
import type { MemberHit } from '../commands/find-members.ts'
import { identifyMember } from '../commands/identify-member.ts'
import { offerRedeem, redeemPoints } from '../commands/redeem-points.ts'
import { signIn } from '../commands/sign-in.ts'
import { loadProgram } from '../queries/load-program.ts'
import type { TillEnv } from '../till-env.ts'
import {
  askToSwitch,
  bringFocusTo,
  type CheckoutState,
  hasBegunSale,
  isReceiptFixed,
  showIdle,
  showRefusal,
  showResult,
  startSale,
  typeReceipt,
  useCheckout,
} from './checkout-state.ts'
import { playSound } from './play-sound.ts'

const { getState, setState } = useCheckout

/** The last scan or press; the next one waits, so that a scan during a record is neither lost nor mixed into it. */
let lastAction: Promise<void> = Promise.resolve()

function inTurn(run: () => Promise<void>): Promise<void> {
  lastAction = lastAction.then(run, run)
  return lastAction
}

function refuseInPlace(refusal: Refusal): void {
  showRefusal(refusal)
  playSound('refused')
}

/** A scan at any moment, understood by what it is: a member's card, or the receipt number of the bill being typed. */
export const handleScan = (env: TillEnv, text: string): Promise<void> =>
  inTurn(async () => {
    const state = getState()
    if (state.cashierId === null) return refuseInPlace(refuseWith('not-signed-in').refusal)
    const identified = await identifyMember(env, text)
    const isCard = identified.ok && identified.value.cardNumber !== null
    if (state.step === 'sale' && !isCard && (await isReceiptNumber(env, text, identified))) {
      if (isReceiptFixed(state)) return
      typeReceipt(text)
      playSound('read')
      return
    }
    if (!identified.ok) return refuseInPlace(identified.refusal)
    playSound('read')
    admitMember(identified.value.memberId)
  })

/** Begins the member's sale at once, or asks in place when a bill of another member would be lost. */
function admitMember(memberId: string): void {
  const state = getState()
  if (state.step === 'sale' && state.memberId === memberId) askToSwitch(null)
  else if (hasBegunSale(state)) askToSwitch(memberId)
  else startSale(memberId)
}

/** What is no card of this program is taken for the receipt; a misread card of this program is not. */
async function isReceiptNumber(
  env: TillEnv,
  text: string,
  identified: Awaited<ReturnType<typeof identifyMember>>,
): Promise<boolean> {
  if (identified.ok) return true
  switch (identified.refusal.code) {
    case 'code-not-understood':
    case 'card-of-another-program':
    case 'phone-unknown':
    case 'phone-not-understood':
      return true
    case 'card-check-digit-wrong': {
      const program = await loadProgram(env)
      return program !== undefined && !text.startsWith(program.cardPrefix)
    }
    default:
      return false
  }
}

/** A typed card number or whole phone number; names are chosen from the list instead. */
export const submitSearch = (env: TillEnv, text: string): Promise<void> =>
  inTurn(async () => {
    const identified = await identifyMember(env, text)
    if (!identified.ok) return refuseInPlace(identified.refusal)
    playSound('read')
    startSale(identified.value.memberId)
  })

/** A member chosen from the list; a blocked one is refused here as a scanned card would be. */
export const chooseMember = (hit: MemberHit): Promise<void> =>
  inTurn(async () => {
    if (hit.status === 'blocked') {
      return refuseInPlace(refuseWith('member-blocked', { name: hit.name }).refusal)
    }
    playSound('read')
    startSale(hit.memberId)
  })

/** Presses the one button of the sale: what it does follows from the mode. */
export const pressSaleButton = (env: TillEnv): Promise<void> =>
  inTurn(async () => {
    const state = getState()
    if (state.step !== 'sale' || state.memberId === null) return
    if (state.cashierId === null) return refuseInPlace(refuseWith('not-signed-in').refusal)
    if (needsReceiptNext(state)) {
      bringFocusTo('receipt')
      return showRefusal(refuseWith('receipt-number-missing').refusal)
    }
    setState({ isBusy: true, refusal: null })
    const sale = {
      memberId: state.memberId,
      amount: state.amountText,
      receiptNumber: state.receiptText,
      cashierId: state.cashierId,
    }
    try {
      await (state.mode === 'redeem' ? redeemForSale(env, sale) : awardForSale(env, sale))
    } catch (error) {
      // A bug, below or here. Silence would look like a press that missed, and invite another.
      env.log('sale.failed', { error: String(error) })
      refuseInPlace(refuseWith('not-recorded', { reason: 'outcome-unknown' }).refusal)
    } finally {
      setState({ isBusy: false })
    }
  })

/** Enter in the amount or the points goes on to the receipt number: a next step, so no sound of refusal. */
const needsReceiptNext = (state: CheckoutState): boolean =>
  state.field !== 'receipt' && state.amountText !== '' && state.receiptText.trim() === ''

type SaleInput = { memberId: string; amount: string; receiptNumber: string; cashierId: string }

async function awardForSale(env: TillEnv, sale: SaleInput): Promise<void> {
  const awarded = await awardPoints(env, sale)
  if (awarded.ok) {
    setState({ doneFacts: [...getState().doneFacts, awarded.value.fact] })
    finishSale()
    return
  }
  // After a redeem the rest of the bill may be too little for a point: then the sale is done as it is.
  if (awarded.refusal.code === 'award-nothing' && getState().doneFacts.length > 0) return finishSale()
  focusWhatIsMissing(awarded.refusal)
  refuseInPlace(awarded.refusal)
}

async function redeemForSale(env: TillEnv, sale: SaleInput): Promise<void> {
  const points = pointsOf(getState().pointsText)
  if (!points.ok) {
    focusWhatIsMissing(points.refusal)
    return refuseInPlace(points.refusal)
  }
  const redeemed = await redeemPoints(env, { ...sale, points: points.value })
  if (!redeemed.ok) {
    focusWhatIsMissing(redeemed.refusal)
    return refuseInPlace(redeemed.refusal)
  }
  setState({ doneFacts: [redeemed.value.fact], mode: 'award', pointsText: '' })
  playSound('done')
  const rest = await previewAward(env, { ...sale })
  if (!rest.ok && rest.refusal.code !== 'award-nothing') refuseInPlace(rest.refusal)
}

function finishSale(): void {
  showResult()
  playSound('done')
}

/**
 * Writes the most points that this bill takes, as `write` shows a number. Asks for itself what that is: the key may be
 * pressed before the screen knows, and Enter right after it finds the number there.
 */
export const chooseMostPoints = (env: TillEnv, write: (points: number) => void): Promise<void> =>
  inTurn(async () => {
    const { memberId, amountText: amount, mode } = getState()
    if (memberId === null || amount === '' || mode !== 'redeem') return
    const offer = await offerRedeem(env, { memberId, amount })
    if (!offer.ok) return refuseInPlace(offer.refusal)
    if (offer.value.largestPoints > 0) write(offer.value.largestPoints)
  })

/** The field to mend gets the keypad and the keyboard. */
function focusWhatIsMissing(refusal: Refusal): void {
  if (refusal.code.startsWith('amount-')) bringFocusTo('amount')
  else if (refusal.code.startsWith('receipt-number-')) bringFocusTo('receipt')
  else if (refusal.code.startsWith('redeem-')) bringFocusTo('points')
}

/** Typed points as a whole number: digits, with or without grouping. */
export function pointsOf(text: string): { ok: true; value: number } | { ok: false; refusal: Refusal } {
  const trimmed = text.trim()
  if (trimmed === '') return refuseWith('redeem-points-missing')
  if (!/^\d+$|^\d{1,3}([., ]\d{3})+$/.test(trimmed)) return refuseWith('redeem-points-not-whole')
  const value = Number(trimmed.replace(/\D/g, ''))
  return Number.isSafeInteger(value) ? { ok: true, value } : refuseWith('redeem-points-not-whole')
}

/** Leaves the sale; points that were used in it are shown first. Not while a fact is recorded: its result is to be seen. */
export function leaveSale(): void {
  if (getState().isBusy) return
  if (isReceiptFixed(getState())) finishSale()
  else showIdle()
}

/** The answer to "leave this bill?": on to the member who was scanned, or on with the bill. */
export function answerSwitch(isLeaving: boolean): void {
  const { switchToMemberId, isBusy } = getState()
  if (isBusy) return
  if (isLeaving && switchToMemberId !== null) startSale(switchToMemberId)
  else askToSwitch(null)
}

/** Signs a cashier in; false when the PIN was wrong, which the screen then says. */
export async function signInCashier(env: TillEnv, input: { staffId: string; pin: string }): Promise<boolean> {
  const signedIn = await signIn(env, input)
  if (!signedIn.ok) {
    refuseInPlace(signedIn.refusal)
    return false
  }
  setState({ cashierId: signedIn.value.staffId })
  showIdle()
  return true
}

export function signOutCashier(): void {
  if (getState().isBusy) return
  showIdle()
  setState({ cashierId: null })
}
