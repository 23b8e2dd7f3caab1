import { errorAt, type Finding, warningAt } from './finding.ts'
import type { ProgramDocument } from './program.ts'
import type { Validity } from './validity.ts'

/** What is wrong with a validity at a path. */
export function checkValidity(
  validity: Validity | undefined,
  path: string,
  program: ProgramDocument,
): Finding[] {
  if (!validity) return []
  const findings: Finding[] = []
  const { from, to } = validity
  if (from !== undefined && to !== undefined && to < from)
    findings.push(
      errorAt(path, 'dates-end-before-start', {
        vi: `Thời gian kết thúc (${to}) trước khi bắt đầu (${from}): sửa lại ngày.`,
        en: `It ends (${to}) before it starts (${from}): correct the dates.`,
      }),
    )
  else if (to !== undefined && to < program.validFrom)
    findings.push(
      warningAt(path, 'dates-over-before-program', {
        vi: `Kết thúc (${to}) trước khi chương trình có hiệu lực (${program.validFrom}): không bao giờ áp dụng.`,
        en: `It ends (${to}) before the program holds (${program.validFrom}): it never applies.`,
      }),
    )
  for (const tierId of validity.tiers ?? [])
    if (!program.tiers.some((tier) => tier.tierId === tierId))
      findings.push(
        errorAt(`${path}.tiers`, 'unknown-tier', {
          vi: `Không có hạng "${tierId}": chọn một hạng của chương trình.`,
          en: `There is no tier "${tierId}": name one of the program's tiers.`,
        }),
      )
  return findings
}
