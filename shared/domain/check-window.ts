import { errorAt, type Finding, warningAt } from './finding.ts'
import type { ProgramDocument } from './program.ts'
import type { Window } from './window.ts'

/** What is wrong with a window at a path. */
export function checkWindow(window: Window | undefined, path: string, program: ProgramDocument): Finding[] {
  if (!window) return []
  const findings: Finding[] = []
  const { from, to } = window
  if (from !== undefined && to !== undefined && to < from)
    findings.push(
      errorAt(path, 'window-ends-before-it-starts', {
        vi: `Thời gian kết thúc (${to}) trước khi bắt đầu (${from}): sửa lại ngày.`,
        en: `It ends (${to}) before it starts (${from}): correct the dates.`,
      }),
    )
  else if (to !== undefined && to < program.validFrom)
    findings.push(
      warningAt(path, 'window-over-before-program', {
        vi: `Kết thúc (${to}) trước khi chương trình có hiệu lực (${program.validFrom}): không bao giờ áp dụng.`,
        en: `It ends (${to}) before the program holds (${program.validFrom}): it never applies.`,
      }),
    )
  for (const tierId of window.tiers ?? [])
    if (!program.tiers.some((tier) => tier.tierId === tierId))
      findings.push(
        errorAt(`${path}.tiers`, 'unknown-tier', {
          vi: `Không có hạng "${tierId}": chọn một hạng của chương trình.`,
          en: `There is no tier "${tierId}": name one of the program's tiers.`,
        }),
      )
  return findings
}
