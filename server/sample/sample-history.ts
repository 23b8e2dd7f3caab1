import { v7 } from 'uuid'
import { applyPosting } from '../../shared/domain/apply-posting.ts'
import { decideAward } from '../../shared/domain/award.ts'
import { awardBasisOf } from '../../shared/domain/award-basis.ts'
import {
  type ChainHead,
  type FactBody,
  type FactDraft,
  headAfter,
  type SealedFact,
  sealFact,
} from '../../shared/domain/fact.ts'
import type { Occasion } from '../../shared/domain/occasion.ts'
import { asKind } from '../../shared/domain/posting.ts'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import { decideRedeem, redeemBasisOf, redeemMaxPoints } from '../../shared/domain/redeem.ts'
import { emptyStanding, pointsIn, type Standing, usableLots } from '../../shared/domain/standing.ts'
import { mainUnitId } from '../../shared/domain/unit.ts'
import type { Chance } from './chance.ts'
import { sampleStaff, sampleStores } from './sample-chain.ts'
import { bytesOf } from './sample-members.ts'
import type { Visit } from './sample-visits.ts'

/** From the redeem to the award of the same sale. */
const secondsAtTill = 20

/** What the terminals recorded on their visits: decided and sealed by the same code as at a till. */
export function* makeHistory(
  chance: Chance,
  program: ProgramDocument,
  { visits, heads }: { visits: readonly Visit[]; heads: Map<string, ChainHead> },
): Generator<SealedFact> {
  const standings = new Map<string, { standing: Standing; version: number }>()
  const receipts = new Map<string, number>()
  for (const visit of visits) {
    const { memberId } = visit.habit.member
    const receiptNumber = nextReceiptNumber(receipts, visit)
    const known = standings.get(memberId) ?? { standing: emptyStanding(), version: 1 }
    let paidWithPointsMinor = 0
    const decided = [
      (id: string) => decideSampleRedeem(chance, { id, visit, receiptNumber, known, program }),
      (id: string) => decideSampleAward({ id, visit, receiptNumber, known, program, paidWithPointsMinor }),
    ]
    for (const [index, decide] of decided.entries()) {
      const at = visit.at + index * secondsAtTill * 1_000
      const factId = v7({ msecs: at, rng: () => bytesOf(chance) })
      const body = decide(factId)
      const head = heads.get(visit.terminalId)
      if (!body || !head) continue
      if (body.kind === 'redeem') paidWithPointsMinor = body.discountMinor
      known.standing = applyPosting(known.standing, body.posting, program)
      known.version += 1
      standings.set(memberId, known)
      const cashierId = cashierOf(visit)
      const draft: FactDraft = { factId, occurredAt: at, businessDate: visit.day, cashierId, body }
      const fact = sealFact(draft, head)
      heads.set(visit.terminalId, headAfter(fact))
      yield fact
    }
  }
}

type Sale = {
  id: string
  visit: Visit
  receiptNumber: string
  known: { standing: Standing; version: number }
  program: ProgramDocument
}

function decideSampleAward(sale: Sale & { paidWithPointsMinor: number }): FactBody | undefined {
  const { id, visit, receiptNumber, known, program, paidWithPointsMinor } = sale
  const occasion = occasionOf(visit)
  const basis = awardBasisOf(known, program, visit.day)
  const bill = { amountMinor: visit.billMinor, paidWithPointsMinor, receiptNumber }
  const { memberId } = visit.habit.member
  const decided = decideAward({ postingId: id, memberId, sale: bill, occasion, basis, program })
  if (!decided.ok) return undefined
  const { posting, tierDiscountMinor, steps } = decided.value
  const body = { posting: asKind('award', posting), sale: bill, tierDiscountMinor, occasion, basis, steps }
  return { kind: 'award', ...body }
}

const occasionOf = ({ day, at, terminalId }: Visit): Occasion => ({
  businessDate: day,
  minuteOfDay: Math.floor(at / 60_000 + 7 * 60) % 1_440,
  storeId: sampleStores.find((store) => terminalId.startsWith(store.storeId))?.storeId ?? null,
})

function decideSampleRedeem(chance: Chance, sale: Sale): FactBody | undefined {
  const { id, visit, receiptNumber, known, program } = sale
  const unitId = mainUnitId(program)
  const usablePoints = pointsIn(usableLots(known.standing, { unitId, businessDate: visit.day }))
  const most = redeemMaxPoints({ billMinor: visit.billMinor, usablePoints, program })
  if (most === 0 || chance.next() >= visit.habit.redeemShare) return undefined
  const points = chance.between(1, Math.floor(most / 100)) * 100
  const asked = {
    points,
    billMinor: visit.billMinor,
    onBill: [],
    occasion: occasionOf(visit),
    basis: redeemBasisOf(known, { unitId, points, businessDate: visit.day }),
  }
  const decided = decideRedeem({ postingId: id, memberId: visit.habit.member.memberId, ...asked, program })
  if (!decided.ok) return undefined
  const posting = asKind('redeem', decided.value.posting)
  return { kind: 'redeem', ...decided.value, posting, ...asked, receiptNumber }
}

/** Terminal, then the running number of the day: unique in the store. */
function nextReceiptNumber(receipts: Map<string, number>, { terminalId, day }: Visit): string {
  const key = `${terminalId} ${day}`
  const number = (receipts.get(key) ?? 0) + 1
  receipts.set(key, number)
  return `${terminalId.at(-1)}${String(number).padStart(5, '0')}`
}

/** Mornings one cashier of the store, afternoons the other. */
function cashierOf({ terminalId, at }: Visit): string {
  const cashiers = sampleStaff.filter(
    (person) => terminalId.startsWith(person.storeId) && person.role === 'cashier',
  )
  const hour = Math.floor(at / 3_600_000 + 7) % 24
  return cashiers[hour < 14 ? 0 : 1]?.staffId ?? 'lan'
}
