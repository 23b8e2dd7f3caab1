import type { EnrolmentFault, TerminalIdentity } from '../../../shared/contract/enrolment.ts'
import type { Result } from '../../../shared/lib/result.ts'
import { enrollTerminal } from '../commands/enroll-terminal.ts'
import type { TillEnv } from '../till-env.ts'

/** Enrols this terminal, and takes the one-time code out of the address, where it would be kept in the history. */
export async function enroll(
  env: TillEnv,
  input: { headOfficeUrl: string; code: string },
): Promise<Result<TerminalIdentity, EnrolmentFault>> {
  const enrolled = await enrollTerminal(env, input)
  if (enrolled.ok && location.hash !== '') history.replaceState(null, '', location.pathname)
  return enrolled
}
