/** One seed in continuous integration; a new one each time at a desk. `SEED` repeats a run. */
export const seedOfRun = (): number =>
  Number(process.env.SEED ?? (process.env.CI ? 20_261_121 : Date.now() & 0x7fffffff))
