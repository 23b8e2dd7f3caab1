import { balancePoints, type Lot, type Standing } from '../../../shared/domain/standing.ts'

/** The lots that may still be used on a business date: a lot's `expiresOn` is its last usable day. */
export const usableLots = (standing: Standing, businessDate: string): Lot[] =>
  standing.lots.filter((lot) => lot.expiresOn === null || lot.expiresOn >= businessDate)

/** What may be redeemed here and now: what the usable lots hold, less what is owed. */
export function usablePoints(standing: Standing, businessDate: string): number {
  const lots = usableLots(standing, businessDate)
  return Math.max(0, balancePoints({ ...standing, lots }))
}
