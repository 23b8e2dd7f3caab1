/**
 * Takes the one lock of this browser profile and holds it as long as the page lives. False when another tab has it: two
 * tills on one journal would both number the next fact.
 */
export function holdTillLock(): Promise<boolean> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request('pointkeeper-till', { ifAvailable: true }, (lock) => {
        resolve(lock !== null)
        return lock === null ? undefined : new Promise<never>(() => {})
      })
      .catch(reject)
  })
}
