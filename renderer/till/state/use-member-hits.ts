import { useLiveQuery } from 'dexie-react-hooks'
import { findMembers, type MemberHit } from '../commands/find-members.ts'
import { useTill } from './till-context.ts'

/** As many as one list on the smallest screen shows without scrolling. */
const hitsMax = 6

/** Fewer letters would name half of the members. */
const lettersMin = 2

/** Members for what is typed, as it is typed; nothing while too little is typed or the search still runs. */
export function useMemberHits(text: string): MemberHit[] | undefined {
  const env = useTill()
  const sought = text.trim()
  const found = useLiveQuery(async () => {
    const hits = sought.length < lettersMin ? undefined : await findMembers(env, sought, hitsMax)
    return { sought, hits }
  }, [env, sought])
  // The last search's members must not be chosen for what is typed now.
  return found?.sought === sought ? found.hits : undefined
}
