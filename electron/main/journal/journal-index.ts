/** Where a fact lies on the disk. */
export type JournalEntry = {
  terminalSeq: number
  factId: string
  segment: string
  offset: number
  frameBytes: number
}

/** The journal's table of contents, in memory: places, not facts, so that 90 days of them stay small. */
export class JournalIndex {
  readonly #entries: JournalEntry[] = []
  readonly #byFactId = new Map<string, JournalEntry>()

  /** Entries come in the order of their terminalSeq. */
  add(entry: JournalEntry): void {
    this.#entries.push(entry)
    this.#byFactId.set(entry.factId, entry)
  }

  findByFactId(factId: string): JournalEntry | undefined {
    return this.#byFactId.get(factId)
  }

  /** Entries with a terminalSeq above `afterSeq`, in order, at most `countMax`. */
  after(afterSeq: number, countMax: number): JournalEntry[] {
    let low = 0
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#entries[middle]?.terminalSeq ?? 0) > afterSeq) high = middle
      else low = middle + 1
    }
    return this.#entries.slice(low, low + countMax)
  }

  get count(): number {
    return this.#entries.length
  }
}
