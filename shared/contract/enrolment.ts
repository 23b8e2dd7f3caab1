import { z } from 'zod'

const id = z.string().min(1).max(60)

/** Posted to `/v1/enroll`. The same code with the same key is answered again in the same way (a lost answer is harmless). */
export const enrolmentRequest = z.strictObject({
  protocol: z.int(),
  /** As head office shows it: groups of digits; spaces and dashes do not matter. */
  code: z.string().min(4).max(40),
  /** Raw Ed25519 public key (32 bytes), base64. */
  publicKey: z.string().length(44),
})
export type EnrolmentRequest = z.infer<typeof enrolmentRequest>

/** Who this terminal is. Kept at the terminal; holds no secret. */
export const terminalIdentity = z.strictObject({
  terminalId: id,
  terminalName: z.string().max(100),
  storeId: id,
  storeName: z.string().max(100),
  epoch: z.int().min(1),
  /** Hex; makes the first link of the epoch's chain. */
  enrolmentNonce: z.string().regex(/^[0-9a-f]{32}$/),
  /** Raw Ed25519 public key of head office, base64: programs are signed with it. */
  headOfficePublicKey: z.string().length(44),
  /** `https://...` or, on loopback, `http://...`; no slash at the end. */
  headOfficeUrl: z.string().max(300),
})
export type TerminalIdentity = z.infer<typeof terminalIdentity>

/** Head office does not know by which address the terminal reaches it. */
export const enrolmentAnswer = terminalIdentity.omit({ headOfficeUrl: true })
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswer>

export const enrolmentFaultCodes = [
  'offline',
  'code-wrong',
  'code-used',
  'code-expired',
  'other-protocol',
  'address-not-understood',
  'already-enrolled',
  'server-error',
  /** The terminal's own: its disk did not keep the key, the journal or the answer. */
  'not-kept',
] as const
export type EnrolmentFault = { code: (typeof enrolmentFaultCodes)[number] }
