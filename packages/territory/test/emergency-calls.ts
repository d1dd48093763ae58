import { readFileSync } from 'node:fs';

import { UKRAINE_BOUNDS } from '../src/index.ts';
import type { Point } from '../src/index.ts';

/** The points of a file of emergency calls that has columns `latitude` and `longitude` at the end of each row. */
export function emergencyCalls(file: string): Point[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((row) => {
      const [latitude, longitude] = row.split(',').slice(-2).map(Number);
      const isPoint = row.split(',').length >= 5 && latitude !== undefined && longitude !== undefined;
      return isPoint && Number.isFinite(latitude * longitude) && latitude !== 0 ? [{ latitude, longitude }] : [];
    });
}

/** Stretches the middle 98 % of the points over Ukraine's bounds; the others fall beyond and are left out. */
export function movedOntoUkraine(points: readonly Point[]): Point[] {
  const { south, north, west, east } = UKRAINE_BOUNDS;
  const latitudes = middle(points.map(({ latitude }) => latitude));
  const longitudes = middle(points.map(({ longitude }) => longitude));
  return points.map(({ latitude, longitude }) => ({
    latitude: south + ((latitude - latitudes.low) / (latitudes.high - latitudes.low)) * (north - south),
    longitude: west + ((longitude - longitudes.low) / (longitudes.high - longitudes.low)) * (east - west),
  }));
}

function middle(values: readonly number[]): { readonly low: number; readonly high: number } {
  const sorted = values.toSorted((a, b) => a - b);
  return { low: sorted[Math.floor(sorted.length / 100)] ?? 0, high: sorted[Math.floor(sorted.length * 0.99)] ?? 1 };
}
