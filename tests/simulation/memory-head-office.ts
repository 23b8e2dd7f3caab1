import {
  type Ack,
  type Change,
  type ExchangeAnswer,
  protocolVersion,
} from '../../shared/contract/exchange.ts'
import { applyPosting } from '../../shared/domain/apply-posting.ts'
import { cardNumberOf } from '../../shared/domain/card.ts'
import type { SealedFact } from '../../shared/domain/fact.ts'
import type { MemberRow } from '../../shared/domain/member.ts'
import type { ProgramDocument } from '../../shared/domain/program.ts'
import { emptyStanding } from '../../shared/domain/standing.ts'

/** What head office keeps; copied to make a backup. */
type Data = {
  generation: string
  members: Map<string, MemberRow>
  feed: { thing: string; position: number; change: Change }[]
  lastPosition: number
  /** Settled facts of each epoch of each terminal, in order; the last one's seq is `settledSeq`. */
  settled: Map<string, SealedFact[]>
  acks: Map<string, Ack>
}

export const sampleProgram: ProgramDocument = {
  programId: 'sample',
  version: 1,
  name: { vi: 'Thẻ thành viên', en: 'Member card' },
  currency: { code: 'VND', exponent: 0 },
  timeZone: 'Asia/Ho_Chi_Minh',
  validFrom: '2020-01-01',
  cardPrefix: '29',
  awardRules: [{ ruleId: 'bill', by: 'bill', everyMinor: 10_000, points: 1, rounding: 'linear-floor' }],
  tiers: [
    { tierId: 'member', name: { vi: 'Thành viên', en: 'Member' }, fromPoints: 0, multiplierPercent: 100 },
    { tierId: 'silver', name: { vi: 'Bạc', en: 'Silver' }, fromPoints: 500, multiplierPercent: 120 },
    { tierId: 'gold', name: { vi: 'Vàng', en: 'Gold' }, fromPoints: 2_000, multiplierPercent: 150 },
  ],
  pointsIntoMoney: { everyPoints: 100, amountMinor: 10_000, minimumPoints: 100, billShareMaxPercent: 50 },
}

/** Head office's side of the exchange in memory, with the same answers: for tests of a terminal's own side. */
export class MemoryHeadOffice {
  pageMax = 1_000
  serverTime = Date.parse('2026-11-21T02:00:00Z')
  /** Facts that are refused, by receipt number, as if another terminal had been first. */
  readonly refusedReceipts = new Set<string>()
  readonly programs: ProgramDocument[] = []
  data: Data = {
    generation: 'life-1',
    members: new Map(),
    feed: [],
    lastPosition: 0,
    settled: new Map(),
    acks: new Map(),
  }

  publish(change: Change, thing: string): void {
    const feed = this.data.feed.filter((item) => item.thing !== thing)
    this.data.lastPosition += 1
    this.data.feed = [...feed, { thing, position: this.data.lastPosition, change }]
  }

  publishProgram(document: ProgramDocument, signature = 'genuine'): void {
    this.programs.push(document)
    this.publish({ kind: 'program', program: { document, signature } }, `program ${document.version}`)
  }

  putMember(row: MemberRow): void {
    this.data.members.set(row.memberId, row)
    this.publish({ kind: 'member', member: row }, `member ${row.memberId}`)
  }

  addMember(number: number, own: Partial<MemberRow> = {}): MemberRow {
    const row: MemberRow = {
      memberId: `member-${number}`,
      version: 1,
      name: `Nguyễn Văn ${number}`,
      phone: null,
      cards: [{ cardNumber: cardNumberOf('29', number), status: 'active' }],
      status: 'active',
      enrolledOn: '2026-01-01',
      standing: { ...emptyStanding(), tierId: 'member' },
      ...own,
    }
    this.putMember(row)
    return row
  }

  backup(): Data {
    return structuredClone(this.data)
  }

  /** The data of a backup, in a new life. */
  restore(backup: Data): void {
    this.data = { ...structuredClone(backup), generation: `${this.data.generation}-restored` }
  }

  exchange(request: {
    terminalId: string
    epoch: number
    generation: string | null
    cursor: string | null
    facts: SealedFact[]
  }): ExchangeAnswer {
    const key = `${request.terminalId} ${request.epoch}`
    const settledBefore = this.data.settled.get(key)?.length ?? 0
    const firstSeq = request.facts[0]?.terminalSeq ?? settledBefore + 1
    const needSeq = firstSeq > settledBefore + 1 ? settledBefore + 1 : null
    if (needSeq === null) for (const fact of request.facts) this.#settle(key, fact)
    const isSameLife = request.generation === this.data.generation
    const after = isSameLife && request.cursor !== null ? Number(request.cursor) : 0
    const page = this.data.feed.filter((item) => item.position > after).slice(0, this.pageMax)
    const position = page.at(-1)?.position ?? after
    const memberIds = new Set(request.facts.map((fact) => fact.body.posting.memberId))
    return structuredClone({
      protocol: protocolVersion,
      generation: this.data.generation,
      serverTime: this.serverTime,
      settledSeq: this.data.settled.get(key)?.length ?? 0,
      needSeq,
      acks: request.facts.flatMap((fact) => this.data.acks.get(fact.factId) ?? []),
      members: [...memberIds].flatMap((memberId) => this.data.members.get(memberId) ?? []),
      changes: page.map((item) => item.change),
      cursor: String(position),
      hasMore: position < (this.data.feed.at(-1)?.position ?? 0),
    })
  }

  #settle(key: string, fact: SealedFact): void {
    const settled = this.data.settled.get(key) ?? []
    if (fact.terminalSeq <= settled.length) return
    this.data.settled.set(key, [...settled, fact])
    const { body, terminalSeq, factId } = fact
    const member = this.data.members.get(body.posting.memberId)
    const program = this.programs.find((document) => document.version === body.posting.programVersion)
    const receiptNumber = receiptNumberOf(body)
    if (!member || !program)
      this.data.acks.set(factId, { terminalSeq, factId, status: 'quarantined', code: 'member-unknown' })
    else if (this.refusedReceipts.has(receiptNumber))
      this.data.acks.set(factId, { terminalSeq, factId, status: 'refused', code: 'receipt-number-used' })
    else {
      const standing = applyPosting(member.standing, body.posting, program)
      this.putMember({ ...member, version: member.version + 1, standing })
    }
  }
}

/** The receipt that a fact belongs to; empty for what belongs to none. */
function receiptNumberOf(body: SealedFact['body']): string {
  if (body.kind === 'award') return body.sale.receiptNumber
  return 'receiptNumber' in body ? (body.receiptNumber ?? '') : ''
}
