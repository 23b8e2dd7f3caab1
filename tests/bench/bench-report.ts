import { cpus, loadavg } from 'node:os'

/** The value below which `share` (0 to 1) of the samples lie, by nearest rank. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const rank = Math.max(1, Math.ceil(share * sorted.length))
  return sorted[rank - 1] ?? Number.NaN
}

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits))

/** Prints one row for each measurement, or all of it as JSON with the machine that it was measured on. */
export function printReport(
  title: string,
  rows: readonly Record<string, string | number>[],
  asJson: boolean,
): void {
  const machine = {
    cores: cpus().length,
    cpu: cpus()[0]?.model ?? '',
    load: loadavg().map((load) => round(load)),
  }
  if (asJson) {
    console.log(JSON.stringify({ bench: title, machine, rows }, null, 2))
    return
  }
  console.log(`${title}; ${machine.cores} cores, ${machine.cpu}, load ${machine.load.join(' ')}`)
  console.table(rows)
}
