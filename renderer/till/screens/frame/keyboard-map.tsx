import { Modal } from '@mantine/core'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { useWords } from '../../../ui/words-context.ts'
import styles from './keyboard-map.module.css'

const keys = [
  { key: 'Enter', does: 'enter' },
  { key: 'Esc', does: 'escape' },
  { key: 'F2', does: 'award' },
  { key: 'F3', does: 'redeem' },
  { key: 'F8', does: 'most' },
  { key: 'F9', does: 'how' },
  { key: 'F4', does: 'camera' },
  { key: 'F10', does: 'menu' },
  { key: '↑ ↓', does: 'arrows' },
  { key: 'F1 ?', does: 'help' },
] as const

/** Every key of the till on one card. */
export function KeyboardMap({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { translate } = useWords()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={translate('keys.title')}
      centered
      size="44rem"
      transitionProps={{ duration: 100 }}
      closeButtonProps={{ 'aria-label': translate('keys.close'), size: '2.75rem' }}
      classNames={{ title: styles.title ?? '', content: styles.content ?? '', header: styles.header ?? '' }}
    >
      <p className={styles.scan}>{translate('keys.scan')}</p>
      <dl className={styles.keys}>
        {keys.map(({ key, does }) => (
          <div key={key} className={styles.pair}>
            <dt>
              <span className="pk-visually-hidden">{key}</span>
              <KeyHint>{key}</KeyHint>
            </dt>
            <dd>{translate(`keys.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
