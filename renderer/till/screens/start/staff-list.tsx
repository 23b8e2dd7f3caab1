import { IconCheck } from '@tabler/icons-react'
import { useWords } from '../../../ui/words-context.ts'
import type { StaffView } from '../../queries/load-staff.ts'
import { moveInList } from '../move-in-list.ts'
import styles from './sign-in-screen.module.css'

type StaffListProps = {
  staff: readonly StaffView[]
  chosenId: string | undefined
  onChoose: (person: StaffView) => void
}

/** The people of this store as large buttons; arrow keys move between them. */
export function StaffList({ staff, chosenId, onChoose }: StaffListProps) {
  const { translate } = useWords()
  return (
    <ul className={styles.list} aria-label={translate('signIn.staff')} onKeyDown={moveInList}>
      {staff.map((person) => (
        <li key={person.staffId}>
          <button
            type="button"
            className={styles.person}
            aria-pressed={person.staffId === chosenId}
            onClick={() => onChoose(person)}
          >
            <span className={styles.name}>{person.name}</span>
            <span className={styles.role}>{translate(`signIn.role.${person.role}`)}</span>
            {person.staffId === chosenId && (
              <IconCheck size="1.5rem" aria-hidden="true" className={styles.mark} />
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}
