import { z } from 'zod'
import { factBody } from '../fact-body.ts'
import { anyId, businessDateField, monthDay, programKey } from '../field.ts'
import { nameCharactersMax } from '../limits.ts'
import { programDocument } from '../program.ts'

/** A fact that head office accepted, and its place in the one order of its member's postings. */
export const recordedFact = z.strictObject({
  occurredAt: z.int().min(0),
  terminalId: z.string().max(60),
  epoch: z.int().min(1),
  terminalSeq: z.int().min(1),
  body: factBody,
})
export type RecordedFact = z.infer<typeof recordedFact>

const memberDetails = z.strictObject({
  memberId: anyId,
  name: z.string().max(nameCharactersMax),
  enrolledOn: businessDateField,
  birthday: monthDay.nullable().optional(),
  referrerId: anyId.nullable().optional(),
  chosenUnitId: programKey.nullable().optional(),
})

/** A member with all that was recorded of it, in the order of the fold. */
export type RecordedMember = z.infer<typeof memberDetails> & { facts: RecordedFact[] }

/** One line of an export file: the published programs, then each member, followed by the member's facts. */
export const recordedLine = z.discriminatedUnion('line', [
  z.strictObject({ line: z.literal('program'), document: programDocument }),
  memberDetails.extend({ line: z.literal('member') }),
  recordedFact.extend({ line: z.literal('fact') }),
])
export type RecordedLine = z.infer<typeof recordedLine>
