import type { ProgramDocument } from './program.ts'

/**
 * What on a bill does not go together with `name`; nothing when all of it does. Names are of rewards and voucher kinds,
 * or of classes; a reward is also in the class `rewards`, a voucher kind in `vouchers`.
 */
export function conflictOf(
  name: string,
  onBill: readonly string[],
  program: ProgramDocument,
): string | undefined {
  const pairs = program.combination?.notTogether ?? []
  if (pairs.length === 0) return undefined
  const names = classesOf(name, program)
  return onBill.find((other) => {
    const others = classesOf(other, program)
    return pairs.some(
      (pair) =>
        (names.includes(pair.one) && others.includes(pair.other)) ||
        (names.includes(pair.other) && others.includes(pair.one)),
    )
  })
}

/** Whether one more reward or voucher would be above what a bill may have. */
export function isBillFull(onBill: readonly string[], program: ProgramDocument): boolean {
  const max = program.combination?.perBillMax
  const count = onBill.filter((name) => name !== 'tier-discount' && name !== 'outside-discount').length
  return max !== undefined && count >= max
}

function classesOf(name: string, program: ProgramDocument): string[] {
  if (program.rewards?.some((reward) => reward.rewardId === name)) return [name, 'rewards']
  if (program.voucherKinds?.some((kind) => kind.voucherKindId === name)) return [name, 'vouchers']
  return [name]
}
