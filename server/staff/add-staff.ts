import type { StaffRow } from '../../shared/domain/staff.ts'
import type { Transaction } from '../db/database.ts'

/** Adds staff. Their feed rows are the caller's to publish, last. */
export async function addStaff(transaction: Transaction, staff: readonly StaffRow[]): Promise<void> {
  await transaction`
    insert into staff (staff_id, store_id, name, role, status, pin_hash)
    select * from unnest(
      ${staff.map((row) => row.staffId)}::text[],
      ${staff.map((row) => row.storeId)}::text[],
      ${staff.map((row) => row.name)}::text[],
      ${staff.map((row) => row.role)}::text[],
      ${staff.map((row) => row.status)}::text[],
      ${staff.map((row) => row.pinHash)}::text[]
    )`
}
