import { pointsIn, type Standing, usableLots } from '../../../shared/domain/standing.ts'

/** What may be redeemed here and now: what the usable lots hold, less what is owed. */
export const usablePoints = (standing: Standing, unitId: string, businessDate: string): number =>
  pointsIn(usableLots(standing, { unitId, businessDate }))
