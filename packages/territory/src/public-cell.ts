import type { Point } from './distance.ts';

/** Degrees, about 110 m in each direction. */
export const PUBLIC_CELL = { latitude: 0.001, longitude: 0.0015 } as const;
/** Of a degree: a middle is a whole number of them, so it reads as one. */
const STEPS = 100_000;

/**
 * The middle of the cell that a point lies in: all that is published of a reported point. Where exactly it lies there makes no
 * difference.
 */
export function publicCell({ latitude, longitude }: Point): Point {
  return { latitude: middle(latitude, PUBLIC_CELL.latitude), longitude: middle(longitude, PUBLIC_CELL.longitude) };
}

function middle(degrees: number, size: number): number {
  return Math.round((Math.floor(degrees / size) + 0.5) * size * STEPS) / STEPS;
}
