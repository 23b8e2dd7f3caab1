import { errorAt, type Finding } from './finding.ts'
import type { ProgramDocument } from './program.ts'
import { unitNamed } from './unit.ts'

/** A unit that is named must be one of the program's. */
export const checkUnit = (unitId: string | undefined, path: string, program: ProgramDocument): Finding[] =>
  unitId === undefined || unitNamed(program, unitId)
    ? []
    : [
        errorAt(path, 'unknown-unit', {
          vi: `Không có loại điểm "${unitId}": khai báo trong units hoặc chọn loại khác.`,
          en: `There is no unit "${unitId}": add it to units or name another.`,
        }),
      ]

export const checkVoucherKind = (
  kindId: string | undefined,
  path: string,
  program: ProgramDocument,
): Finding[] =>
  kindId === undefined || program.voucherKinds?.some((kind) => kind.voucherKindId === kindId)
    ? []
    : [
        errorAt(path, 'unknown-voucher-kind', {
          vi: `Không có loại phiếu "${kindId}": khai báo trong voucherKinds.`,
          en: `There is no voucher kind "${kindId}": add it to voucherKinds.`,
        }),
      ]
