import { kilometres } from '@safe-community/domain-kit';

/** WGS 84, degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** What the service knows about a hromada. */
export interface KnownHromada {
  readonly code: string;
  readonly oblastCode: string;
  /** Absent if only the codifier knows the hromada. */
  readonly centre?: Point;
}

const BOUNDS = { south: 44.2, north: 52.4, west: 22.1, east: 40.3 };
/** The maximum distance of a place in Ukraine from the nearest centre. */
const NEAR_KM = 55;
/** The widest hromadas reach some 60 km from their centre; a point beyond this is in another place. */
const FARTHEST_KM = 100;

/** So near to the hromada's centre that it is in Ukraine, without checking the others. */
export function isNear(point: Point, hromada: KnownHromada | undefined): boolean {
  const { latitude, longitude } = point;
  const inBounds =
    latitude >= BOUNDS.south && latitude <= BOUNDS.north && longitude >= BOUNDS.west && longitude <= BOUNDS.east;
  return inBounds && hromada?.centre !== undefined && kilometres(point, hromada.centre) <= NEAR_KM;
}

/** Whether the point may be in the hromada. True if the centre of the hromada is unknown. */
export function isOf(point: Point, { centre }: KnownHromada): boolean {
  return centre === undefined || kilometres(point, centre) <= FARTHEST_KM;
}

/** Whether two KATOTTG codes belong to one oblast: the first two digits. */
export function isOfOneOblast(code: string, other: string): boolean {
  return code.slice(0, 4) === other.slice(0, 4);
}
