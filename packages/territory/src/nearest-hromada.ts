import type { Point } from './distance.ts';
import type { Hromada } from './hromada.ts';
import { nearestCentre } from './nearest-centre.ts';

export interface NearestHromada {
  readonly hromada: Hromada;
  /** Distance from the point to the hromada's centre, 0…55. */
  readonly distanceKm: number;
}

/**
 * The hromada or special city whose centre is nearest to the point. Undefined when no centre lies within 55 km, or when
 * a town of AR Crimea is nearer, because the table has no hromadas of Crimea.
 *
 * This is an estimate: the table has centres and no borders. Near a border it may return the neighbouring hromada, and
 * for a place abroad the nearest Ukrainian one. Mark the result as derived from a point.
 */
export function nearestHromada(point: Point): NearestHromada | undefined {
  const nearest = nearestCentre(point);
  return nearest?.hromada && { hromada: nearest.hromada, distanceKm: nearest.distanceKm };
}
