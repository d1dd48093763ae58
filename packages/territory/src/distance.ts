const EARTH_RADIUS_KM = 6371.0088;

/** A point in degrees, WGS 84: latitude -90…90 (north positive), longitude -180…180 (east positive). */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** A box around Ukraine in degrees. Every hromada's centroid lies in it; so do places of its neighbours. */
export const UKRAINE_BOUNDS = { south: 44.2, north: 52.4, west: 22.1, east: 40.3 } as const;

/** The great-circle distance in kilometres, on a sphere of the Earth's mean radius (error below 0.6 %). */
export function distanceKm(a: Point, b: Point): number {
  const chord =
    haversine(b.latitude - a.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * haversine(b.longitude - a.longitude);
  // Rounding may lift the chord of two opposite points a little above 1.
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, chord)));
}

function haversine(degrees: number): number {
  return Math.sin(radians(degrees) / 2) ** 2;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
