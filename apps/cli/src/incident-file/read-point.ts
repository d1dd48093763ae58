import type { Point } from '@safe-community/contracts/geo/v1/point.ts';
import { UKRAINE_BOUNDS } from '@safe-community/territory';

/** The point of a row: none, in Ukraine, outside Ukraine, or the violated rule. */
export type ReadPoint =
  | { readonly none: true }
  | { readonly outside: true }
  | { readonly point: Point }
  | { readonly rule: string };

const DEGREES = /^-?\d{1,3}(\.\d+)?$/;

export function readPoint(latitudeText: string, longitudeText: string): ReadPoint {
  if (latitudeText === '' && longitudeText === '') return { none: true };
  if (!DEGREES.test(latitudeText) || !DEGREES.test(longitudeText)) {
    return { rule: 'must both be decimal degrees, or both be empty' };
  }
  const [latitude, longitude] = [Number(latitudeText), Number(longitudeText)];
  const { south, north, west, east } = UKRAINE_BOUNDS;
  const isInUkraine = latitude >= south && latitude <= north && longitude >= west && longitude <= east;
  return isInUkraine ? { point: { latitude, longitude } } : { outside: true };
}
