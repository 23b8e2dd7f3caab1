import { useLiveQuery } from 'dexie-react-hooks'
import { loadMemberView, type MemberView } from '../queries/load-member-view.ts'
import { useTill } from './till-context.ts'

/** The member as the database says now; `null` when this till does not know the member, nothing while it is read. */
export function useMemberView(memberId: string): MemberView | null | undefined {
  const env = useTill()
  return useLiveQuery(async () => (await loadMemberView(env, memberId)) ?? null, [env, memberId])
}
