import type { Point } from './distance.ts';
import type { Hromada } from './hromada.ts';
import { nearestCentre } from './nearest-centre.ts';

export interface NearestHromada {
  readonly hromada: Hromada;
  /** Distance from the point to the hromada's centre, 0…55. */
  readonly distanceKm: number;
}

/**
 * The hromada or special city whose centre is nearest to the point. Undefined if no centre is within 55 km, or if a
 * town of AR Crimea is nearer than any, because the table has no hromadas of Crimea.
 *
 * A guess, not a fact: the table has centres and no borders, so near a border it may return the neighbour, and abroad
 * it returns the hromada across the border. Callers must mark the result as derived from a point.
 */
export function nearestHromada(point: Point): NearestHromada | undefined {
  const nearest = nearestCentre(point);
  return nearest?.hromada && { hromada: nearest.hromada, distanceKm: nearest.distanceKm };
}
