import { postingsOf } from '../../shared/domain/derive.ts'
import type { FactBody } from '../../shared/domain/fact.ts'
import type { RecordedMember } from '../../shared/domain/replay/recorded-member.ts'

/** Facts as head office would have recorded them: each member with the facts that have a posting of the member's. */
export const recordedMembers = (memberIds: Iterable<string>, bodies: readonly FactBody[]): RecordedMember[] =>
  [...memberIds].map((memberId) => ({
    memberId,
    name: `Thành viên ${memberId}`,
    enrolledOn: '2026-01-01',
    facts: bodies
      .map((body, index) => ({
        body,
        occurredAt: index,
        terminalId: 'north-1',
        epoch: 1,
        terminalSeq: index + 1,
      }))
      .filter(({ body }) => postingsOf(body).some((posting) => posting.memberId === memberId)),
  }))
