/** Expected trouble is a value: either `value`, or a refusal that says what was wrong. */
export type Result<Value, Refused> = { ok: true; value: Value } | { ok: false; refusal: Refused }

export const ok = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value })

export const refuse = <Refused>(refusal: Refused): { ok: false; refusal: Refused } => ({ ok: false, refusal })
