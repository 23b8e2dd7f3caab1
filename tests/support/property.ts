import fc from 'fast-check'
import { test } from 'vitest'
import { seedOfRun } from './seed-of-run.ts'

/**
 * 10,000 runs in continuous integration, from one seed, so that a change is judged and not the day's luck; fewer at a
 * desk, from a new seed each time, which is where new cases are found. `RUNS` and `SEED` repeat a failing run.
 */
export const propertyRuns = Number(process.env.RUNS ?? (process.env.CI ? 10_000 : 500))

/** A property as a test. Prints its seed, so that any run can be repeated. */
export function testProperty<Values extends [unknown, ...unknown[]]>(
  name: string,
  property: fc.IProperty<Values>,
  runs = propertyRuns,
): void {
  test(name, { timeout: 900_000 }, () => {
    const seed = seedOfRun()
    console.log(`property "${name}": seed ${seed}, ${runs} runs`)
    fc.assert(property, { seed, numRuns: runs })
  })
}
