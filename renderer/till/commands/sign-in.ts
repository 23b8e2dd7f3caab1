import { argon2Verify } from 'hash-wasm'
import { type Decision, refuseWith } from '../../../shared/domain/refusal.ts'
import { ok } from '../../../shared/lib/result.ts'
import { type StaffView, staffViewOf } from '../queries/load-staff.ts'
import type { TillEnv } from '../till-env.ts'

/** Signs a cashier or manager in by PIN (argon2id, RFC 9106; the hash names its own cost). Refuses `pin-wrong`. */
export async function signIn(
  env: Pick<TillEnv, 'db'>,
  input: { staffId: string; pin: string },
): Promise<Decision<StaffView>> {
  const row = await env.db.staff.get(input.staffId)
  const storeId = (await env.db.terminalMeta())?.identity.storeId
  const mayWorkHere = row?.status === 'active' && row.storeId === storeId
  if (!mayWorkHere || input.pin === '') return refuseWith('pin-wrong')
  const isRight = await argon2Verify({ password: input.pin, hash: row.pinHash })
  return isRight ? ok(staffViewOf(row)) : refuseWith('pin-wrong')
}
