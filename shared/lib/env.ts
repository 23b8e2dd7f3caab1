/** Time and chance come in by the door, so that a test can hold them. */
export type Env = {
  /** ms since 1970, UTC. */
  clock: () => number
  /** A fresh UUID v7. */
  newId: () => string
}
