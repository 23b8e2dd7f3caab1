import { useLiveQuery } from 'dexie-react-hooks'
import { useWords } from '../../../ui/words-context.ts'
import { loadTerminal } from '../../queries/load-terminal.ts'
import { useTill } from '../../state/till-context.ts'
import styles from './idle-screen.module.css'

/** Which store and terminal this is. */
export function TerminalName() {
  const { translate } = useWords()
  const env = useTill()
  const identity = useLiveQuery(() => loadTerminal(env), [env])?.identity
  if (!identity) return null
  const { storeName: store, terminalName: terminal } = identity
  return <p className={styles.terminal}>{translate('idle.store', { store, terminal })}</p>
}
