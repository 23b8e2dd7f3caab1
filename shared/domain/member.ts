import { z } from 'zod'
import { ok } from '../lib/result.ts'
import { monthDay, programKey } from './field.ts'
import { cardCountMax, nameCharactersMax } from './limits.ts'
import { type Decision, refuseWith } from './refusal.ts'
import { standing } from './standing.ts'

export const memberCard = z.strictObject({
  cardNumber: z.string().regex(/^\d{13}$/),
  /** A replaced card names its member still, so that the screen can say which card to ask for. */
  status: z.enum(['active', 'blocked', 'replaced']),
})
export type MemberCard = z.infer<typeof memberCard>

/** A member as head office hands out the row: who, and where the member stands. An older version never overwrites a newer. */
export const memberRow = z.strictObject({
  memberId: z.string().max(60),
  version: z.int().min(1),
  name: z.string().min(1).max(nameCharactersMax),
  /** E.164, such as +84912345678; null when not given. */
  phone: z.string().max(20).nullable(),
  cards: z.array(memberCard).max(cardCountMax),
  status: z.enum(['active', 'blocked']),
  enrolledOn: z.string(),
  /** `MM-DD`; the year is nobody's business. */
  birthday: monthDay.nullable().optional(),
  /** The member who brought this one. */
  referrerId: z.string().max(60).nullable().optional(),
  /** What the member chose to collect, where the program lets members choose. */
  chosenUnitId: programKey.nullable().optional(),
  standing,
})
export type MemberRow = z.infer<typeof memberRow>

/** Whether a card may be served: refuses a replaced or blocked card and a blocked member, saying which. */
export function admitCard(member: MemberRow, cardNumber: string | null): Decision<MemberRow> {
  const card = member.cards.find((candidate) => candidate.cardNumber === cardNumber)
  const active = member.cards.find((candidate) => candidate.status === 'active')
  if (member.status === 'blocked') return refuseWith('member-blocked', { name: member.name })
  if (card?.status === 'blocked') return refuseWith('card-blocked', { name: member.name })
  if (card?.status === 'replaced')
    return refuseWith('card-replaced', {
      name: member.name,
      cardNumberEnd: active?.cardNumber.slice(-4) ?? '',
    })
  return ok(member)
}
