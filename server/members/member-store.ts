import { z } from 'zod'
import { cardCountMax } from '../../shared/domain/limits.ts'
import type { MemberCard, MemberRow } from '../../shared/domain/member.ts'
import { memberRow } from '../../shared/domain/member.ts'
import { standing } from '../../shared/domain/standing.ts'
import { type Queryable, readRows, type Transaction } from '../db/database.ts'
import type { Folded } from '../ledger/fold-postings.ts'

const lockedRow = z
  .object({
    memberId: z.string(),
    standing,
    foldOccurredAt: z.int(),
    foldTerminalId: z.string(),
    foldEpoch: z.int(),
    foldTerminalSeq: z.int(),
  })
  .transform((row) => ({
    memberId: row.memberId,
    folded: {
      standing: row.standing,
      lastPlace: {
        occurredAt: row.foldOccurredAt,
        terminalId: row.foldTerminalId,
        epoch: row.foldEpoch,
        terminalSeq: row.foldTerminalSeq,
      },
    } satisfies Folded,
  }))

/** Locks members in sorted order, so that two batches never wait for each other in a circle. Unknown ones are absent. */
export async function lockMembers(
  transaction: Transaction,
  memberIds: readonly string[],
): Promise<Map<string, Folded>> {
  if (memberIds.length === 0) return new Map()
  const rows = await readRows(
    transaction`select member_id, standing, fold_occurred_at, fold_terminal_id, fold_epoch, fold_terminal_seq
      from members where member_id = any(${[...memberIds]}::text[]) order by member_id for update`,
    lockedRow,
  )
  return new Map(rows.map((row) => [row.memberId, row.folded]))
}

/** Writes new standings, each as one version more. The members are locked. */
export async function saveStandings(
  transaction: Transaction,
  folds: ReadonlyMap<string, Folded>,
): Promise<void> {
  if (folds.size === 0) return
  const list = [...folds.values()]
  await transaction`
    update members set version = version + 1, standing = saved.standing::jsonb,
      fold_occurred_at = saved.occurred_at, fold_terminal_id = saved.terminal_id, fold_epoch = saved.epoch,
      fold_terminal_seq = saved.terminal_seq
    from unnest(
      ${[...folds.keys()]}::text[],
      ${list.map(({ standing }) => JSON.stringify(standing))}::text[],
      ${list.map(({ lastPlace }) => lastPlace.occurredAt)}::bigint[],
      ${list.map(({ lastPlace }) => lastPlace.terminalId)}::text[],
      ${list.map(({ lastPlace }) => lastPlace.epoch)}::integer[],
      ${list.map(({ lastPlace }) => lastPlace.terminalSeq)}::bigint[]
    ) as saved (member_id, standing, occurred_at, terminal_id, epoch, terminal_seq)
    where members.member_id = saved.member_id`
}

/**
 * Members as terminals get them, in the order of their ids; unknown ones are absent. Cards beyond the newest are left
 * out: a row that no terminal can read would stop the feed for all of them.
 */
export async function readMembers(queryable: Queryable, memberIds: readonly string[]): Promise<MemberRow[]> {
  if (memberIds.length === 0) return []
  return await readRows(
    queryable`select member_id, version, name, phone, status, enrolled_on, birthday, referrer_id, chosen_unit_id, standing,
        coalesce((
          select jsonb_agg(jsonb_build_object('cardNumber', card_number, 'status', cards.status) order by given_order)
          from (
            select * from cards where cards.member_id = members.member_id
            order by given_order desc limit ${cardCountMax}) as cards), '[]') as cards
      from members where member_id = any(${[...memberIds]}::text[]) order by member_id`,
    memberRow,
  )
}

export type NewMember = {
  memberId: string
  name: string
  phone: string | null
  enrolledOn: string
  /** `MM-DD` */
  birthday?: string | null
  referrerId?: string | null
  cards: MemberCard[]
}

/** Adds members with their cards. Their feed rows are the caller's to publish, last. */
export async function addMembers(transaction: Transaction, members: readonly NewMember[]): Promise<void> {
  await transaction`
    insert into members (member_id, name, phone, enrolled_on, birthday, referrer_id)
    select * from unnest(
      ${members.map((member) => member.memberId)}::text[],
      ${members.map((member) => member.name)}::text[],
      ${members.map((member) => member.phone)}::text[],
      ${members.map((member) => member.enrolledOn)}::text[],
      ${members.map((member) => member.birthday ?? null)}::text[],
      ${members.map((member) => member.referrerId ?? null)}::text[]
    )`
  const cards = members.flatMap(({ memberId, cards }) =>
    cards.map((card, givenOrder) => ({ memberId, givenOrder, ...card })),
  )
  await transaction`
    insert into cards (card_number, member_id, status, given_order)
    select * from unnest(
      ${cards.map((card) => card.cardNumber)}::text[],
      ${cards.map((card) => card.memberId)}::text[],
      ${cards.map((card) => card.status)}::text[],
      ${cards.map((card) => card.givenOrder)}::integer[]
    )`
}
