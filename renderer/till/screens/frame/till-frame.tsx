import { type ReactNode, useState } from 'react'
import { useShortcuts } from '../../../ui/use-shortcuts.ts'
import type { SyncView } from '../../queries/load-sync-view.ts'
import type { TerminalView } from '../../queries/load-terminal.ts'
import { KeyboardMap } from './keyboard-map.tsx'
import { SettingsMenu } from './settings-menu.tsx'
import { StateLine } from './state-line.tsx'
import styles from './till-frame.module.css'

type TillFrameProps = { terminal: TerminalView; sync: SyncView; children: ReactNode }

/** Every screen of the enrolled till: the work above, the state line below, always at the same place. */
export function TillFrame({ terminal, sync, children }: TillFrameProps) {
  const [isMapOpen, setMapOpen] = useState(false)
  const openMap = () => setMapOpen(true)
  useShortcuts({ F1: openMap, '?': openMap })
  return (
    <div className={styles.frame}>
      <div className={styles.work}>{children}</div>
      <StateLine terminal={terminal} sync={sync}>
        <SettingsMenu about={terminal.about} onKeyboardMap={openMap} />
      </StateLine>
      <KeyboardMap isOpen={isMapOpen} onClose={() => setMapOpen(false)} />
    </div>
  )
}
