import type { Language } from '../text-format.ts'

export type ReplayWords = {
  title: (program: string) => string
  period: (from: string, to: string) => string
  basis: (values: { version: string; facts: string; members: string }) => string
  was: string
  would: string
  difference: string
  given: string
  takenBack: string
  givenBack: string
  redeemed: string
  expired: string
  adjusted: string
  balance: string
  owed: string
  moneyOff: string
  tierDiscount: string
  cost: string
  liability: string
  redeemsStay: string
  uncovered: (points: string, members: string) => string
  refused: (count: string, code: string) => string
  rules: string
  limits: string
  inMoney: string
  tiers: string
  changes: (members: string) => string
  more: (members: string) => string
  note: (ruleId: string) => string
}

/** The sentences and headings of a replay's report. */
export const replayWords: Record<Language, ReplayWords> = {
  en: {
    title: (program) => `Policy replay: ${program}`,
    period: (from, to) => `${from} to ${to}, both days included`,
    basis: ({ version, facts, members }) =>
      `${facts} facts of ${members} members, recorded (version ${version} in force at the end) and under the draft`,
    was: 'was',
    would: 'would be',
    difference: 'difference',
    given: 'Given',
    takenBack: 'Taken back',
    givenBack: 'Given back',
    redeemed: 'Redeemed',
    expired: 'Expired',
    adjusted: 'Adjusted, transferred',
    balance: 'Balance at the end',
    owed: 'Owed at the end',
    moneyOff: 'Money off for redeems',
    tierDiscount: 'Tier discounts on bills',
    cost: 'Cost of what was given',
    liability: 'Liability at the end',
    redeemsStay:
      'A recorded redeem stays what it was: its points and its money off are the same on both sides.',
    uncovered: (points, members) =>
      `Under the draft, ${points} redeemed points of ${members} members would not have been there.`,
    refused: (count, code) => `The draft would have refused ${count} of the recorded things (${code}).`,
    rules: 'By award rule',
    limits: 'Limits over all rules',
    inMoney: 'in money',
    tiers: 'Members by tier at the end',
    changes: (members) => `Members in another tier: ${members}`,
    more: (members) => `... and ${members} more`,
    note: (ruleId) =>
      `Not in the figures: rule "${ruleId}", because what it rewards left no fact under the recorded version.`,
  },
  vi: {
    title: (program) => `Tính lại theo bản nháp: ${program}`,
    period: (from, to) => `Từ ${from} đến hết ${to}`,
    basis: ({ version, facts, members }) =>
      `${facts} giao dịch của ${members} thành viên: đã ghi (cuối kỳ theo phiên bản ${version}) và theo bản nháp`,
    was: 'đã ghi',
    would: 'theo nháp',
    difference: 'chênh lệch',
    given: 'Đã tích',
    takenBack: 'Đã thu lại',
    givenBack: 'Đã trả lại',
    redeemed: 'Đã đổi',
    expired: 'Đã hết hạn',
    adjusted: 'Điều chỉnh, chuyển',
    balance: 'Số dư cuối kỳ',
    owed: 'Còn nợ cuối kỳ',
    moneyOff: 'Tiền giảm do đổi điểm',
    tierDiscount: 'Giảm giá theo hạng',
    cost: 'Chi phí của phần đã tích',
    liability: 'Nghĩa vụ cuối kỳ',
    redeemsStay: 'Lần đổi đã ghi được giữ nguyên: số điểm và số tiền giảm của hai bên như nhau.',
    uncovered: (points, members) =>
      `Theo bản nháp, ${points} điểm đã đổi của ${members} thành viên sẽ không có sẵn.`,
    refused: (count, code) => `Bản nháp sẽ từ chối ${count} việc đã ghi (${code}).`,
    rules: 'Theo quy tắc tích',
    limits: 'Giới hạn chung',
    inMoney: 'thành tiền',
    tiers: 'Số thành viên theo hạng cuối kỳ',
    changes: (members) => `Thành viên đổi hạng: ${members}`,
    more: (members) => `... và ${members} thành viên nữa`,
    note: (ruleId) => `Chưa gồm quy tắc "${ruleId}": việc được thưởng không được ghi lại theo phiên bản cũ.`,
  },
}
