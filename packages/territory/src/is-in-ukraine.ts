import { UKRAINE_BOUNDS } from './distance.ts';
import type { Point } from './distance.ts';
import { isNearCentre } from './near-centre.ts';

/**
 * True when the point lies inside `UKRAINE_BOUNDS` and within 55 km of the centre of a hromada or special city, or of a
 * town of AR Crimea. A plausibility check: it accepts every place in Ukraine, and also places abroad within that
 * distance, such as Belgorod (42 km from Vovchansk).
 */
export function isInUkraine(point: Point): boolean {
  const { latitude, longitude } = point;
  const { south, north, west, east } = UKRAINE_BOUNDS;
  const isInBox = latitude >= south && latitude <= north && longitude >= west && longitude <= east;
  return isInBox && isNearCentre(point);
}
