import { v7 as newUuid } from 'uuid'
import { openBrowserBridge } from '../../../renderer/till/bridge/browser-bridge.ts'
import { JournalDatabase } from '../../../renderer/till/bridge/journal-database.ts'
import { makeKeys } from '../../../renderer/till/bridge/terminal-keys.ts'
import { awardPoints } from '../../../renderer/till/commands/award-points.ts'
import { findMembers } from '../../../renderer/till/commands/find-members.ts'
import { identifyMember } from '../../../renderer/till/commands/identify-member.ts'
import { adoptIdentity } from '../../../renderer/till/db/adopt-identity.ts'
import { openTillDatabase } from '../../../renderer/till/db/open-till-database.ts'
import { applyAnswer } from '../../../renderer/till/sync/apply-answer.ts'
import type { TillEnv } from '../../../renderer/till/till-env.ts'
import type { TerminalIdentity } from '../../../shared/contract/enrolment.ts'
import { changesPageMax } from '../../../shared/contract/limits.ts'
import { cardNumberOf } from '../../../shared/domain/card.ts'
import type { MemberRow } from '../../../shared/domain/member.ts'
import type { ProgramDocument } from '../../../shared/domain/program.ts'
import { emptyStanding } from '../../../shared/domain/standing.ts'

/** The till's own commands over its own database and journal, called without a screen; Playwright calls these. */
export type TillBench = {
  fill: (memberCount: number) => Promise<{ tookMs: number }>
  measure: (rounds: number) => Promise<Record<string, number[]>>
}

declare global {
  interface Window {
    tillBench: TillBench
  }
}

const identity: TerminalIdentity = {
  terminalId: 'till-1',
  terminalName: 'Quầy 1',
  storeId: 'bench',
  storeName: 'Bench',
  epoch: 1,
  enrolmentNonce: '0'.repeat(32),
  headOfficePublicKey: `${'A'.repeat(43)}=`,
  headOfficeUrl: 'http://127.0.0.1:1',
}

const program: ProgramDocument = {
  programId: 'bench',
  version: 1,
  name: { vi: 'Khách quen', en: 'Regulars' },
  currency: { code: 'VND', exponent: 0 },
  timeZone: 'Asia/Ho_Chi_Minh',
  validFrom: '2020-01-01',
  cardPrefix: '29',
  awardRules: [{ ruleId: 'bill', by: 'bill', everyMinor: 10_000, points: 1, rounding: 'linear-floor' }],
  tiers: [
    { tierId: 'member', name: { vi: 'Thành viên', en: 'Member' }, fromPoints: 0, multiplierPercent: 100 },
    { tierId: 'gold', name: { vi: 'Vàng', en: 'Gold' }, fromPoints: 1_000, multiplierPercent: 150 },
  ],
  pointsIntoMoney: { everyPoints: 100, amountMinor: 10_000, minimumPoints: 100, billShareMaxPercent: 50 },
}

const families = [
  'Nguyễn',
  'Nguyễn',
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
]
const middles = [
  'Thị',
  'Văn',
  'Ngọc',
  'Minh',
  'Thanh',
  'Quốc',
  'Hữu',
  'Kim',
  'Thu',
  'Mỹ',
  'Bảo',
  'Đức',
  'Gia',
]
const givens = [
  ...['Lan', 'Hương', 'Trang', 'Linh', 'Thảo', 'Mai', 'Ngân', 'Hà', 'Yến', 'Nhung', 'Vy', 'Trâm', 'Quỳnh'],
  ...['Tuấn', 'Dũng', 'Hùng', 'Long', 'Nam', 'Phong', 'Sơn', 'Khoa', 'Bình', 'Đạt', 'Huy', 'Quân', 'Phúc'],
]
const pick = (list: readonly string[], number: number): string => list[number % list.length] ?? ''
const nameOf = (index: number): string =>
  [pick(families, index), pick(middles, Math.floor(index / 7)), pick(givens, Math.floor(index / 3))].join(' ')
/** Spread over all last digits: 7,919 is prime to ten million. */
const phoneOf = (index: number): string => `+8490${String((index * 7_919) % 10_000_000).padStart(7, '0')}`
const memberIdOf = (index: number): string => `member-${String(index).padStart(7, '0')}`

const memberOf = (index: number): MemberRow => ({
  memberId: memberIdOf(index),
  version: 1,
  name: nameOf(index),
  phone: phoneOf(index),
  cards: [{ cardNumber: cardNumberOf('29', index), status: 'active' }],
  status: 'active',
  enrolledOn: '2026-01-01',
  standing: {
    ...emptyStanding(),
    lots: [{ lotId: `lot-${index}`, unitId: 'points', points: 500, expiresOn: null }],
    tierPoints: 500,
    tierId: 'member',
  },
})

const log = () => undefined
const journal = new JournalDatabase()
await journal.terminal.bulkPut([await makeKeys(), { name: 'identity', identity }])
const bridge = await openBrowserBridge({ appVersion: 'bench' })
const db = await openTillDatabase({ log, clock: Date.now })
await adoptIdentity(db, identity)
const env: TillEnv = {
  db,
  bridge,
  log,
  clock: Date.now,
  random: Math.random,
  newId: newUuid,
  about: await bridge.about(),
  // Head office is away: facts wait, and nothing of the network is measured.
  sync: { start: log, stop: async () => undefined, factRecorded: log },
}
let known = 0

/** Page by page, as exchanges bring the feed. */
async function fill(memberCount: number): Promise<{ tookMs: number }> {
  const startedAt = performance.now()
  for (let start = 0; start < memberCount; start += changesPageMax) {
    const size = Math.min(changesPageMax, memberCount - start)
    const changes = Array.from({ length: size }, (_, offset) => ({
      kind: 'member' as const,
      member: memberOf(start + offset),
    }))
    const answer = {
      protocol: 1,
      generation: 'bench',
      serverTime: Date.now(),
      settledSeq: 0,
      needSeq: null,
      acks: [],
      members: [],
      changes,
      cursor: String(start + size),
      hasMore: start + size < memberCount,
    }
    await applyAnswer(db, { answer, programs: [program], epoch: identity.epoch, now: Date.now() })
  }
  known = memberCount
  return { tookMs: performance.now() - startedAt }
}

async function measure(rounds: number): Promise<Record<string, number[]>> {
  const anyone = () => Math.floor(Math.random() * known)
  const hitsMax = 6
  const acts: Record<string, (index: number, round: number) => Promise<boolean>> = {
    'identify by card': async (index) => (await identifyMember(env, cardNumberOf('29', index))).ok,
    'identify by phone': async (index) => (await identifyMember(env, `0${phoneOf(index).slice(3)}`)).ok,
    'find by last 4 digits': async (index) =>
      (await findMembers(env, phoneOf(index).slice(-4), hitsMax)).length > 0,
    'find by last 6 digits': async (index) =>
      (await findMembers(env, phoneOf(index).slice(-6), hitsMax)).length > 0,
    'find by whole name': async (index) => (await findMembers(env, nameOf(index), hitsMax)).length > 0,
    'find by words apart': async (index) => {
      const [family = '', , given = ''] = nameOf(index).split(' ')
      return (await findMembers(env, `${family} ${given}`, hitsMax)).length > 0
    },
    'record an award': async (index, round) => {
      const receiptNumber = `R${Date.now()}-${round}`
      const input = { memberId: memberIdOf(index), amount: '250000', receiptNumber, cashierId: 'lan' }
      return (await awardPoints(env, input)).ok
    },
  }
  const tookMs: Record<string, number[]> = {}
  for (const [name, act] of Object.entries(acts)) {
    const samples: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const index = anyone()
      const startedAt = performance.now()
      if (!(await act(index, round))) throw new Error(`${name}: nothing came for member ${index}`)
      samples.push(performance.now() - startedAt)
    }
    tookMs[name] = samples
  }
  return tookMs
}

window.tillBench = { fill, measure }
