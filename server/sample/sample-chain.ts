import type { ProgramDocument } from '../../shared/domain/program.ts'
import type { StaffRow } from '../../shared/domain/staff.ts'
import type { NewStore } from '../staff/add-store.ts'

/** A small chain of groceries in Ho Chi Minh City: invented people and PINs, shown on the first page. */
export const sampleStores: readonly NewStore[] = [
  {
    storeId: 'cho-lon',
    name: 'Chợ Lớn',
    terminals: [
      { terminalId: 'cho-lon-1', name: 'Quầy 1' },
      { terminalId: 'cho-lon-2', name: 'Quầy 2' },
    ],
  },
  { storeId: 'thu-duc', name: 'Thủ Đức', terminals: [{ terminalId: 'thu-duc-1', name: 'Quầy 1' }] },
]

export const sampleTerminalIds = sampleStores.flatMap((store) =>
  store.terminals.map((terminal) => terminal.terminalId),
)

export type SampleStaff = Pick<StaffRow, 'staffId' | 'storeId' | 'name' | 'role'> & { pin: string }

export const sampleStaff: readonly SampleStaff[] = [
  { staffId: 'lan', storeId: 'cho-lon', name: 'Nguyễn Thị Lan', role: 'cashier', pin: '246810' },
  { staffId: 'minh', storeId: 'cho-lon', name: 'Trần Quang Minh', role: 'cashier', pin: '135790' },
  { staffId: 'hanh', storeId: 'cho-lon', name: 'Lê Mỹ Hạnh', role: 'manager', pin: '909090' },
  { staffId: 'phuc', storeId: 'thu-duc', name: 'Phạm Hồng Phúc', role: 'cashier', pin: '112358' },
  { staffId: 'yen', storeId: 'thu-duc', name: 'Đỗ Hải Yến', role: 'cashier', pin: '314159' },
  { staffId: 'son', storeId: 'thu-duc', name: 'Võ Thái Sơn', role: 'manager', pin: '808080' },
]

/** 10.000 đ of the bill give 1 point, 100 points take 10.000 đ off. */
export const sampleProgram = (validFrom: string): ProgramDocument => ({
  programId: 'khach-quen',
  version: 1,
  name: { vi: 'Khách quen', en: 'Regulars' },
  currency: { code: 'VND', exponent: 0 },
  timeZone: 'Asia/Ho_Chi_Minh',
  validFrom,
  cardPrefix: '29',
  awardRules: [{ ruleId: 'bill', by: 'bill', everyMinor: 10_000, points: 1, rounding: 'linear-floor' }],
  tiers: [
    { tierId: 'thanh-vien', name: { vi: 'Thành viên', en: 'Member' }, fromPoints: 0, multiplierPercent: 100 },
    { tierId: 'bac', name: { vi: 'Bạc', en: 'Silver' }, fromPoints: 300, multiplierPercent: 120 },
    { tierId: 'vang', name: { vi: 'Vàng', en: 'Gold' }, fromPoints: 1_000, multiplierPercent: 150 },
    {
      tierId: 'bach-kim',
      name: { vi: 'Bạch kim', en: 'Platinum' },
      fromPoints: 3_000,
      multiplierPercent: 200,
    },
  ],
  pointsIntoMoney: { everyPoints: 100, amountMinor: 10_000, minimumPoints: 100, billShareMaxPercent: 50 },
})
