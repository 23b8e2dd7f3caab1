import { z } from 'zod'
import { nameCharactersMax } from './limits.ts'

/** Who may work a store's terminals. `pinHash` is an argon2id PHC string (RFC 9106). */
export const staffRow = z.strictObject({
  staffId: z.string().max(60),
  storeId: z.string().max(60),
  name: z.string().min(1).max(nameCharactersMax),
  role: z.enum(['cashier', 'manager']),
  status: z.enum(['active', 'left']),
  pinHash: z.string().max(200),
})
export type StaffRow = z.infer<typeof staffRow>
