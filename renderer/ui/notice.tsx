import { IconAlertTriangle, IconHandStop, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './notice.module.css'

/** `guide`: what comes next; `refused`: what was wrong; `act`: someone must act. Told apart by mark and words too. */
export type NoticeTone = 'guide' | 'refused' | 'act'

const marks = { guide: IconInfoCircle, refused: IconHandStop, act: IconAlertTriangle } as const

type NoticeProps = { tone: NoticeTone; children: ReactNode; actions?: ReactNode }

/** A sentence in place, never a dialog, with what would work one touch away. Read out when it appears. */
export function Notice({ tone, children, actions }: NoticeProps) {
  const Mark = marks[tone]
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'guide' ? 'status' : 'alert'}>
      <Mark size="1.75rem" stroke={1.75} aria-hidden="true" />
      <div className={styles.text}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
