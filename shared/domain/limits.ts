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

/** Award rules of one program: a chain's busiest season has some dozens; decisions stay within a screen's frame. */
export const ruleCountMax = 200

/** Campaigns, rewards, voucher kinds of one program: what a manager can still oversee in a list. */
export const catalogueCountMax = 200

/** Product codes, categories, stores named by one rule. */
export const listCountMax = 1_000

/** Characters of a benefit's or a reason's text: a short paragraph on a receipt. */
export const textCharactersMax = 500

/** Lines of one sale: the longest supermarket receipts have some hundreds. */
export const lineCountMax = 500

/** Quantity of one line, and of what is counted: kilometres of a flight, grams of a weighed good. */
export const quantityMax = 1_000_000_000

/** One multiplier in percent: a hundred times. More is a typing error. */
export const multiplierPercentMax = 10_000

/** Multipliers that meet on one award: the tier's and those of campaigns alive at once. */
export const multiplierCountMax = 20

/** Lots of one member: five years of three awards a day, none of them used. */
export const lotCountMax = 5_000

/** Days for which a refund still knows what was refunded before: longer than any shop takes goods back. */
export const refundMemoryDays = 800

/** Days that a used or ended voucher stays with the member, so that the screen can say why it is refused. */
export const voucherMemoryDays = 60
