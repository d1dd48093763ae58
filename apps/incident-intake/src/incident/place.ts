import { kilometres } from '@safe-community/domain-kit';

/** WGS 84, degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** What the service knows of a hromada. */
export interface KnownHromada {
  readonly code: string;
  readonly oblastCode: string;
  /** Absent when only the codifier knows the hromada. */
  readonly centre?: Point;
}

const BOUNDS = { south: 44.2, north: 52.4, west: 22.1, east: 40.3 };
/** How far from the nearest centre a place of Ukraine may lie. */
const NEAR_KM = 55;
/** The widest hromadas reach some 60 km from their centre; beyond this a point is of another place. */
const FARTHEST_KM = 100;

/** So near to the hromada's centre that it lies in Ukraine, without a look at the others. */
export function isNear(point: Point, hromada: KnownHromada | undefined): boolean {
  const { latitude, longitude } = point;
  const inBounds =
    latitude >= BOUNDS.south && latitude <= BOUNDS.north && longitude >= BOUNDS.west && longitude <= BOUNDS.east;
  return inBounds && hromada?.centre !== undefined && kilometres(point, hromada.centre) <= NEAR_KM;
}

/** Whether the point may lie in the hromada. Of one whose centre is not known any may. */
export function isOf(point: Point, { centre }: KnownHromada): boolean {
  return centre === undefined || kilometres(point, centre) <= FARTHEST_KM;
}

/** Whether two KATOTTG codes are of one oblast: the first two digits. */
export function isOfOneOblast(code: string, other: string): boolean {
  return code.slice(0, 4) === other.slice(0, 4);
}
