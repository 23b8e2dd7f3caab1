import { IconCamera, IconKeyboard, IconScan } from '@tabler/icons-react'
import { useState } from 'react'
import { PlainButton } from '../../../ui/plain-button.tsx'
import { useShortcuts } from '../../../ui/use-shortcuts.ts'
import { useWords } from '../../../ui/words-context.ts'
import { openCamera, showRefusal, typeSearch, useCheckout } from '../../state/checkout-state.ts'
import { RefusalNotice } from '../refusal-notice.tsx'
import { CameraPanel } from './camera-panel.tsx'
import styles from './idle-screen.module.css'
import { SearchField } from './search-field.tsx'
import { SearchPanel } from './search-panel.tsx'
import { TerminalName } from './terminal-name.tsx'

/** Waits for a scan; a number or a name can be typed at once. */
export function IdleScreen() {
  const { translate } = useWords()
  const text = useCheckout((state) => state.searchText)
  const isCameraOpen = useCheckout((state) => state.isCameraOpen)
  const [isKeypadOpen, setKeypadOpen] = useState(false)
  const [activeIndex, setActiveIndex] = useState(0)
  const isSearching = text !== '' || isKeypadOpen
  const leave = () => {
    if (isCameraOpen) return openCamera(false)
    typeSearch('')
    showRefusal(null)
    setKeypadOpen(false)
  }
  const toggleCamera = () => openCamera(!isCameraOpen)
  useShortcuts({ F4: toggleCamera, Escape: leave })

  return (
    <main className={styles.page} data-step="idle">
      <h1 className="pk-visually-hidden">{translate('idle.title')}</h1>
      <div className={styles.top}>
        <SearchField activeIndex={activeIndex} onMove={setActiveIndex} />
        <PlainButton
          className={styles.tool}
          icon={<IconKeyboard size="1.75rem" stroke={1.75} aria-hidden="true" />}
          isPressed={isKeypadOpen}
          onPress={() => setKeypadOpen(!isKeypadOpen)}
        >
          {translate('idle.keypad')}
        </PlainButton>
        <PlainButton
          className={styles.tool}
          icon={<IconCamera size="1.75rem" stroke={1.75} aria-hidden="true" />}
          keyHint="F4"
          isPressed={isCameraOpen}
          onPress={toggleCamera}
        >
          {translate('idle.camera')}
        </PlainButton>
      </div>
      {isCameraOpen ? <CameraPanel /> : isSearching ? <SearchPanel activeIndex={activeIndex} /> : <Waiting />}
    </main>
  )
}

function Waiting() {
  const { translate } = useWords()
  const refusal = useCheckout((state) => state.refusal)
  return (
    <div className={styles.waiting}>
      <IconScan className={styles.mark} stroke={1.25} aria-hidden="true" />
      <p className={styles.title} aria-hidden="true">
        {translate('idle.title')}
      </p>
      <div className={styles.says}>
        {refusal ? (
          <RefusalNotice refusal={refusal} />
        ) : (
          <p className={styles.hint}>{translate('idle.hint')}</p>
        )}
      </div>
      <TerminalName />
    </div>
  )
}
