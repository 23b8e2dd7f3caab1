import { parseCardNumber } from '../../../shared/domain/card.ts'
import { scanCharactersMax } from '../../../shared/domain/limits.ts'
import { admitCard } from '../../../shared/domain/member.ts'
import { parsePhone } from '../../../shared/domain/phone.ts'
import { type Decision, type RefusalCode, refuseWith } from '../../../shared/domain/refusal.ts'
import { ok } from '../../../shared/lib/result.ts'
import { reverseText } from '../db/search-keys.ts'
import { loadProgram, type QueryEnv } from '../queries/load-program.ts'

/** `cardNumber` is null when the member was found by phone number. */
export type IdentifiedMember = { memberId: string; cardNumber: string | null }

/** Who a scanned or typed text names: a card number of this program, or a whole phone number. Any text may come. */
export async function identifyMember(env: QueryEnv, text: string): Promise<Decision<IdentifiedMember>> {
  if (text.length > scanCharactersMax) return refuseWith('code-too-long', { characters: text.length })
  const program = await loadProgram(env)
  if (!program) return refuseWith('program-missing')
  const card = parseCardNumber(text, program.cardPrefix)
  if (card.ok) return identifyByCard(env, card.value)
  return mayBePhone(text, card.refusal.code) ? identifyByPhone(env, text) : card
}

async function identifyByCard(env: QueryEnv, cardNumber: string): Promise<Decision<IdentifiedMember>> {
  const record = await env.db.members.where('cardNumbers').equals(cardNumber).first()
  if (!record) return refuseWith('card-unknown', { cardNumberEnd: cardNumber.slice(-4) })
  const admitted = admitCard(record.row, cardNumber)
  return admitted.ok ? ok({ memberId: record.memberId, cardNumber }) : admitted
}

/** A number that two members gave names neither: the wrong one would get the points, so the cashier looks by name. */
async function identifyByPhone(env: QueryEnv, text: string): Promise<Decision<IdentifiedMember>> {
  const phone = parsePhone(text)
  if (!phone.ok) return phone
  const phoneReversed = reverseText(phone.value)
  const records = await env.db.members.where({ phoneReversed }).limit(2).toArray()
  const [record] = records
  if (!record || records.length > 1) return refuseWith('phone-unknown', { phone: phone.value })
  const admitted = admitCard(record.row, null)
  return admitted.ok ? ok({ memberId: record.memberId, cardNumber: null }) : admitted
}

/** Thirteen digits are a card, but for a number with the international prefix 00, which no card begins with. */
const mayBePhone = (text: string, cardRefusal: RefusalCode): boolean =>
  /^[\s+]*[\d\s.()-]{6,30}$/.test(text) && (cardRefusal === 'code-not-understood' || /^\s*00/.test(text))
