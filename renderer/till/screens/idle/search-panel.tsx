import { Keypad } from '../../../ui/keypad.tsx'
import { PrimaryButton } from '../../../ui/primary-button.tsx'
import { useWords } from '../../../ui/words-context.ts'
import type { MemberHit } from '../../commands/find-members.ts'
import { chooseMember, submitSearch } from '../../state/checkout-actions.ts'
import { typeSearch, useCheckout } from '../../state/checkout-state.ts'
import { playSound } from '../../state/play-sound.ts'
import { useTill } from '../../state/till-context.ts'
import { type MemberHits, useMemberHits } from '../../state/use-member-hits.ts'
import { RefusalNotice } from '../refusal-notice.tsx'
import { TierBadge } from '../tier-badge.tsx'
import styles from './idle-screen.module.css'

const digitsMax = 20

/** Digits of a whole phone number, at least; fewer are the end of one. */
const phoneDigitsMin = 9
const cardDigits = 13

/** How many digits a typed number has; 0 for a name. */
const digitCount = (text: string): number =>
  /^[+\d][\d\s.()-]*$/.test(text.trim()) ? text.replace(/\D/g, '').length : 0

/** The keypad on the left, who it may be on the right, the one button below. */
export function SearchPanel({ activeIndex }: { activeIndex: number }) {
  const { translate } = useWords()
  const env = useTill()
  const text = useCheckout((state) => state.searchText)
  const refusal = useCheckout((state) => state.refusal)
  const found = useMemberHits(text)
  const hits = found?.hits
  // A whole card number is looked up as it stands: a replaced or blocked card is to be told from an unknown one.
  const active = digitCount(text) >= cardDigits ? undefined : hits?.[activeIndex]
  const isWhole = digitCount(text) >= phoneDigitsMin
  const press = () => {
    if (active) void chooseMember(active)
    else if (isWhole) void submitSearch(env, text)
    else playSound('refused')
  }
  return (
    <div className={styles.panel}>
      <Keypad text={text} onType={typeSearch} corner="clear" charactersMax={digitsMax} />
      <div className={styles.found}>
        {refusal ? (
          <RefusalNotice refusal={refusal} />
        ) : (
          <p className={styles.count} role="status">
            <FoundWords text={text} found={found} />
          </p>
        )}
        <div className={styles.hits} id="member-hits" role="listbox" aria-label={translate('idle.hits')}>
          {hits?.map((hit, index) => (
            <Hit key={hit.memberId} hit={hit} index={index} isActive={hit === active} />
          ))}
        </div>
        <PrimaryButton onPress={press} isReady={active !== undefined || isWhole}>
          {active ? translate('idle.choose', { name: active.name }) : translate('idle.find')}
        </PrimaryButton>
      </div>
    </div>
  )
}

function FoundWords({ text, found }: { text: string; found: MemberHits | undefined }) {
  const { translate } = useWords()
  if (!found) return translate('idle.more')
  const count = found.hits.length
  if (count > 0) return translate(found.hasMore ? 'idle.hitsFirst' : 'idle.hitCount', { count })
  const isShortNumber = /^\d{1,3}$/.test(text.trim())
  if (isShortNumber) return translate('idle.more')
  return `${translate('idle.none', { text: text.trim() })} ${translate('idle.noneHint')}`
}

function Hit({ hit, index, isActive }: { hit: MemberHit; index: number; isActive: boolean }) {
  const { translate } = useWords()
  const phone =
    hit.phoneEnd === null ? translate('idle.noPhone') : translate('idle.phoneEnd', { end: hit.phoneEnd })
  return (
    <button
      type="button"
      id={`member-hit-${index}`}
      className={styles.hit}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      onClick={() => void chooseMember(hit)}
    >
      <span className={styles.hitName}>{hit.name}</span>
      <span className={styles.hitPhone}>
        {hit.status === 'blocked' ? `${translate('member.blocked')} · ${phone}` : phone}
      </span>
      <TierBadge tier={hit.tier} isShort />
    </button>
  )
}
