import fc from 'fast-check'
import { test } from 'vitest'

/** 10,000 runs in continuous integration, fewer at a desk; `RUNS` and `SEED` repeat a failing run. */
export const propertyRuns = Number(process.env.RUNS ?? (process.env.CI ? 10_000 : 500))

/** A property as a test. Prints its seed, so that any run can be repeated. */
export function testProperty<Values extends [unknown, ...unknown[]]>(
  name: string,
  property: fc.IProperty<Values>,
  runs = propertyRuns,
): void {
  test(name, { timeout: 900_000 }, () => {
    const seed = Number(process.env.SEED ?? Date.now() & 0x7fffffff)
    console.log(`property "${name}": seed ${seed}, ${runs} runs`)
    fc.assert(property, { seed, numRuns: runs })
  })
}
