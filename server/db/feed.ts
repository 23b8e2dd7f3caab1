import type { Transaction } from './database.ts'

export type FeedThing = { kind: 'member' | 'program' | 'staff'; id: string }

/** Wakes the event streams of all server processes; the payload names the terminal that need not be woken. */
export const wakeChannel = 'pointkeeper_wake'

/**
 * Moves changed things to new feed positions. The LAST statement of the writing transaction: it locks the counter, on
 * which all writers wait, until the commit. The notification is delivered by the commit itself.
 */
export async function publishChanges(
  transaction: Transaction,
  things: readonly FeedThing[],
  causedByTerminalId: string | null,
): Promise<void> {
  const byName = new Map(things.map((thing) => [`${thing.kind}:${thing.id}`, thing]))
  if (byName.size === 0) return
  const changed = [...byName.values()]
  await transaction`
    with head as (
      update feed_head set position = position + ${changed.length}::bigint returning position
    )
    insert into feed (thing, kind, id, position)
    select thing, kind, id, head.position - ${changed.length}::bigint + place
    from head, unnest(
      ${[...byName.keys()]}::text[],
      ${changed.map((thing) => thing.kind)}::text[],
      ${changed.map((thing) => thing.id)}::text[]
    ) with ordinality as changed (thing, kind, id, place)
    on conflict (thing) do update set position = excluded.position`
  await transaction`select pg_notify(${wakeChannel}, ${causedByTerminalId ?? ''})`
}
