import type { EnrolmentFault, TerminalIdentity } from '../../../shared/contract/enrolment.ts'
import { type Result, refuse } from '../../../shared/lib/result.ts'
import { adoptIdentity } from '../db/adopt-identity.ts'
import type { TillEnv } from '../till-env.ts'

/** Enrols this terminal with a one-time code, makes the database its own, and lets the exchange begin. */
export async function enrollTerminal(
  env: TillEnv,
  input: { headOfficeUrl: string; code: string },
): Promise<Result<TerminalIdentity, EnrolmentFault>> {
  try {
    const enrolled = await env.bridge.enroll(input)
    if (!enrolled.ok) return enrolled
    await adoptIdentity(env.db, enrolled.value)
    env.sync.start()
    return enrolled
  } catch (error) {
    // A full or broken disk, mostly. The same code is answered again, so nothing is used up.
    env.log('enrolment.failed', { error: String(error) })
    return refuse({ code: 'not-kept' })
  }
}
