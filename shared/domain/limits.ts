/** Every limit of the domain in one place, each with its reason. */

/** A sale's amount in minor units: far above any shop's bill, far below 2^53 so that rates cannot overflow. */
export const amountMinorMax = 1_000_000_000_000

/** Points moved by one posting: the largest bill at the most generous rate stays below it. */
export const pointsMax = 1_000_000_000_000

/** Characters of one scanned code: a signed member QR has about 130; a QR holds up to 7,089. */
export const scanCharactersMax = 512

/** Characters of a receipt number: the longest that fits a 58 mm receipt line. */
export const receiptNumberCharactersMax = 32

/** Characters of a person's name: the longest Vietnamese names have about 40. */
export const nameCharactersMax = 100

/** Cards of one member that terminals hear of, the newest: far more than anybody loses. */
export const cardCountMax = 50

/** Tiers in one program: more than a member could tell apart. */
export const tierCountMax = 20
