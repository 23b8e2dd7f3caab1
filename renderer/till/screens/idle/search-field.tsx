import { type KeyboardEvent, useEffect } from 'react'
import { TextField } from '../../../ui/text-field.tsx'
import { useFocusWhen } from '../../../ui/use-focus-when.ts'
import { useTypeAnywhere } from '../../../ui/use-type-anywhere.ts'
import { useWords } from '../../../ui/words-context.ts'
import { typeSearch, useCheckout } from '../../state/checkout-state.ts'
import { useMemberHits } from '../../state/use-member-hits.ts'
import styles from './idle-screen.module.css'

/** What may be typed to find a member: beyond it no card number, phone number or name goes. */
const searchCharactersMax = 60

type SearchFieldProps = { activeIndex: number; onMove: (index: number) => void }

/** Has the focus from the start, so that typing anywhere begins a search; arrows move in the list below. */
export function SearchField({ activeIndex, onMove }: SearchFieldProps) {
  const { translate } = useWords()
  const text = useCheckout((state) => state.searchText)
  const isCameraOpen = useCheckout((state) => state.isCameraOpen)
  const hits = useMemberHits(text)?.hits ?? []
  const field = useFocusWhen<HTMLInputElement>(!isCameraOpen)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is another list
  useEffect(() => onMove(0), [text])

  useTypeAnywhere((character) => {
    typeSearch(useCheckout.getState().searchText + character)
    field.current?.focus()
  })
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || hits.length === 0) return
    event.preventDefault()
    onMove((activeIndex + step + hits.length) % hits.length)
  }
  return (
    <div className={styles.search}>
      <TextField
        ref={field}
        label={translate('idle.field')}
        placeholder={translate('idle.placeholder')}
        value={text}
        onType={typeSearch}
        maxLength={searchCharactersMax}
        onKeyDown={move}
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls="member-hits"
        aria-activedescendant={hits.length > 0 ? `member-hit-${activeIndex}` : undefined}
      />
    </div>
  )
}
