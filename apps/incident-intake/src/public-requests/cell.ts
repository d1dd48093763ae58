import type { Point } from '../incident/module.ts';

/** Degrees, about 110 m in each direction. */
export const CELL = { latitude: 0.001, longitude: 0.0015 };
/** Of a degree: a middle is a whole number of them, so it reads as one. */
const STEPS = 100_000;

/** The middle of the cell that a point lies in: where exactly it lies there makes no difference to any answer. */
export function cellOf({ latitude, longitude }: Point): Point {
  return { latitude: middle(latitude, CELL.latitude), longitude: middle(longitude, CELL.longitude) };
}

function middle(degrees: number, size: number): number {
  return Math.round((Math.floor(degrees / size) + 0.5) * size * STEPS) / STEPS;
}
