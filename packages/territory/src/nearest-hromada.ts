import type { Point } from './distance.ts';
import type { Hromada } from './hromada.ts';
import { nearestCentre } from './nearest-centre.ts';

export interface NearestHromada {
  readonly hromada: Hromada;
  /** From the point to the hromada's centre, 0…55. */
  readonly distanceKm: number;
}

/**
 * The hromada or special city whose centre is nearest to the point. Undefined when no centre lies within 55 km, and
 * when a town of AR Crimea is nearer than any, since the table has no hromadas of Crimea to name.
 *
 * A guess, not a fact: the table has centres and no borders, so near a border it may name the neighbour, and on foreign
 * soil it names the hromada across. Whoever carries the answer on says that it was derived from a point.
 */
export function nearestHromada(point: Point): NearestHromada | undefined {
  const nearest = nearestCentre(point);
  return nearest?.hromada && { hromada: nearest.hromada, distanceKm: nearest.distanceKm };
}
