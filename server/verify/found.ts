/** What `verify` has found so far. */
export type Found = {
  differences: string[]
  counts: { facts: number; postings: number; members: number; accounts: number }
}

/** Rows of one read: bounds the memory, whatever the size of the data. */
export const pageRows = 1_000
