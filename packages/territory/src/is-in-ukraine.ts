import { UKRAINE_BOUNDS } from './distance.ts';
import type { Point } from './distance.ts';
import { nearestCentre } from './nearest-centre.ts';

/**
 * True when the point lies inside `UKRAINE_BOUNDS` and within 55 km of the centre of a hromada or special city, or of a
 * town of AR Crimea. A check of plausibility: it takes every place of Ukraine, and no farther than that its neighbours'
 * too, such as Belgorod (42 km from Vovchansk).
 */
export function isInUkraine(point: Point): boolean {
  const { latitude, longitude } = point;
  const { south, north, west, east } = UKRAINE_BOUNDS;
  const isInBox = latitude >= south && latitude <= north && longitude >= west && longitude <= east;
  return isInBox && nearestCentre(point) !== undefined;
}
