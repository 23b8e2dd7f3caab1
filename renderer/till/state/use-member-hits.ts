import { useLiveQuery } from 'dexie-react-hooks'
import { findMembers, type MemberHit } from '../commands/find-members.ts'
import { useTill } from './till-context.ts'

/** As many as one list on the smallest screen shows without scrolling. */
const hitsMax = 6

/** Fewer letters would name half of the members. */
const lettersMin = 2

/** `hasMore`: they are the first of more than the list shows. */
export type MemberHits = { hits: MemberHit[]; hasMore: boolean }

/** Members for what is typed, as it is typed; nothing while too little is typed or the search still runs. */
export function useMemberHits(text: string): MemberHits | undefined {
  const env = useTill()
  const sought = text.trim()
  const found = useLiveQuery(async () => {
    if (sought.length < lettersMin) return { sought }
    const found = await findMembers(env, sought, hitsMax + 1)
    return { sought, shown: { hits: found.slice(0, hitsMax), hasMore: found.length > hitsMax } }
  }, [env, sought])
  // The last search's members must not be chosen for what is typed now.
  return found?.sought === sought ? found.shown : undefined
}
