import { unless, type Violation } from './violation.ts';

/** WGS 84, degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** What the service knows of the hromada that a report names. */
export interface KnownHromada {
  readonly code: string;
  readonly oblastCode: string;
  /** Absent when only the codifier knows the hromada. */
  readonly centre?: Point;
}

/** The widest hromadas reach some 60 km from their centre; beyond this a point is of another place. */
const FARTHEST_KM = 100;
const BOUNDS = { south: 44.2, north: 52.4, west: 22.1, east: 40.3 };
const EARTH_RADIUS_KM = 6_371;

/** A point must lie in Ukraine and near the hromada that the report names. */
export function checkPoint(point: Point, hromada: KnownHromada | undefined, field: string): Violation[] {
  const { latitude, longitude } = point;
  const inUkraine =
    latitude >= BOUNDS.south && latitude <= BOUNDS.north && longitude >= BOUNDS.west && longitude <= BOUNDS.east;
  // Written so that NaN is outside as well.
  if (!inUkraine) return [{ field, rule: 'must lie in Ukraine: latitude 44.2 to 52.4, longitude 22.1 to 40.3' }];
  const centre = hromada?.centre;
  if (centre === undefined) return [];
  return unless(
    kilometres(point, centre) <= FARTHEST_KM,
    field,
    `must be within ${FARTHEST_KM} km of the hromada's centre`,
  );
}

/** Great-circle distance by the haversine formula. */
function kilometres(a: Point, b: Point): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const dLat = radians(b.latitude - a.latitude);
  const dLon = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(h));
}
