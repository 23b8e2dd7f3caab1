import { v7 } from 'uuid'
import { cardNumberOf } from '../../shared/domain/card.ts'
import type { MemberCard } from '../../shared/domain/member.ts'
import { addDays } from '../../shared/lib/calendar.ts'
import type { NewMember } from '../members/member-store.ts'
import type { Chance } from './chance.ts'
import { sampleTerminalIds } from './sample-chain.ts'

export const sampleMemberCount = 2_000

const familyNames = [
  'Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Huỳnh', 'Phan', 'Vũ', 'Võ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương',
  'Lý', 'Trương', 'Đinh', 'Mai', 'Lâm',
] // biome-ignore format: a list of names is read as lines
/** How common they are, in percent (Lê Trung Hoa, "Họ và tên người Việt Nam", 2005; rounded). */
const familyNameWeights = [
  38, 12, 9.5, 7, 5, 5, 4.5, 4, 3.9, 2.1, 2, 1.4, 1.3, 1.3, 1, 0.5, 0.5, 0.4, 0.3, 0.3,
]

const middleNames = {
  woman: ['Thị', 'Ngọc', 'Thanh', 'Kim', 'Thu', 'Mỹ', 'Bảo', 'Hồng', 'Thùy', 'Minh', 'Diệu', 'Phương'],
  man: ['Văn', 'Đức', 'Minh', 'Quốc', 'Hữu', 'Thanh', 'Công', 'Gia', 'Anh', 'Xuân', 'Tấn', 'Hoàng'],
}
const givenNames = {
  woman: [
    'Lan',
    'Hương',
    'Trang',
    'Linh',
    'Thảo',
    'Mai',
    'Ngân',
    'Hà',
    'Yến',
    'Nhung',
    'Vy',
    'Trâm',
    'Quỳnh',
    'Châu',
    'My',
    'Thư',
    'Phượng',
    'Loan',
    'Tuyết',
    'Diễm',
    'Oanh',
    'Ánh',
    'Xuân',
    'Hạnh',
  ],
  man: [
    'Tuấn',
    'Dũng',
    'Hùng',
    'Long',
    'Nam',
    'Phong',
    'Sơn',
    'Khoa',
    'Bình',
    'Đạt',
    'Huy',
    'Khánh',
    'Quân',
    'Thắng',
    'Trung',
    'Việt',
    'Phúc',
    'Nghĩa',
    'Lộc',
    'Tài',
    'Kiên',
    'Hiếu',
    'Đăng',
    'Bảo',
  ],
}

/** Beginnings of today's mobile numbers (Viettel, Vinaphone, MobiFone, Vietnamobile). */
const mobilePrefixes = [
  '90',
  '91',
  '93',
  '94',
  '96',
  '97',
  '98',
  '86',
  '32',
  '33',
  '35',
  '70',
  '79',
  '81',
  '83',
  '88',
]

/** How somebody shops: how often, how much, and where. */
export type Habit = {
  member: NewMember
  visitsPerMonth: number
  typicalBillMinor: number
  homeTerminal: string
  redeemShare: number
}

/** How busy each terminal is. */
const terminalWeights = [40, 22, 38]

/** Few come often and spend much, most come now and then. */
export function makeSampleMembers(chance: Chance, firstDay: string, dayCount: number): Habit[] {
  const phones = new Set<string>()
  return Array.from({ length: sampleMemberCount }, (_, index) => {
    const enrolledOn = addDays(firstDay, Math.floor(chance.next() ** 1.4 * (dayCount - 20)))
    const kind = chance.weighted([70, 22, 8])
    const visitsPerMonth =
      [0.2 + chance.next() * 0.6, 1 + chance.next() * 2, 3 + chance.next() * 4.5][kind] ?? 1
    return {
      member: {
        memberId: v7({
          msecs: Date.parse(`${enrolledOn}T03:00:00Z`),
          rng: () => bytesOf(chance),
          seq: index,
        }),
        name: makeName(chance),
        phone: chance.next() < 0.97 ? makePhone(chance, phones) : null,
        enrolledOn,
        cards: makeCards(chance, index),
      },
      visitsPerMonth,
      typicalBillMinor: (kind === 2 ? 220_000 : 140_000) + chance.between(0, 180_000),
      homeTerminal: sampleTerminalIds[chance.weighted(terminalWeights)] ?? '',
      redeemShare: chance.next() < 0.3 ? 0 : 0.15 + chance.next() * 0.4,
    }
  })
}

function makeName(chance: Chance): string {
  const sex = chance.next() < 0.6 ? 'woman' : 'man'
  const family = familyNames[chance.weighted(familyNameWeights)] ?? 'Nguyễn'
  const second = chance.next() < 0.25 ? ` ${chance.pick(middleNames[sex].slice(1))}` : ''
  return `${family} ${chance.pick(middleNames[sex])}${second} ${chance.pick(givenNames[sex])}`
}

function makePhone(chance: Chance, used: Set<string>): string {
  while (true) {
    const phone = `+84${chance.pick(mobilePrefixes)}${String(chance.between(0, 9_999_999)).padStart(7, '0')}`
    if (used.has(phone)) continue
    used.add(phone)
    return phone
  }
}

/** Three in a hundred have lost a card and hold a second one; one in a hundred is blocked. */
function makeCards(chance: Chance, index: number): MemberCard[] {
  const first = cardNumberOf('29', 1_000 + index)
  const fate = chance.next()
  if (fate < 0.03)
    return [
      { cardNumber: first, status: 'replaced' },
      { cardNumber: cardNumberOf('29', 500_000 + index), status: 'active' },
    ]
  return [{ cardNumber: first, status: fate < 0.04 ? 'blocked' : 'active' }]
}

export const bytesOf = (chance: Chance): Uint8Array =>
  Uint8Array.from({ length: 16 }, () => chance.between(0, 255))
