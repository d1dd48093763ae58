import { locate, nearestHromada, UKRAINE_BOUNDS, type Point } from '@safe-community/territory';

const POINTS = 20_000;
const ROUNDS = 7;

export interface Located {
  readonly name: string;
  /** Median time of a lookup, µs. */
  readonly p50: number;
  readonly p99: number;
}

/** Time of a lookup by the borders and by the nearest centre, of points in Ukraine; and the time to read the borders. */
export function measureLocate(): { readonly readMs: number; readonly lookups: readonly Located[] } {
  const began = performance.now();
  locate({ latitude: 49, longitude: 31.5 });
  const readMs = performance.now() - began;
  const points = pointsInUkraine();
  return { readMs, lookups: [timed('borders', points, locate), timed('nearest centre', points, nearestHromada)] };
}

/** Of each point the fastest round: other load on the machine only makes a round slower. */
function timed(name: string, points: readonly Point[], lookup: (point: Point) => unknown): Located {
  const fastest = points.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round += 1) {
    points.forEach((point, index) => {
      const began = performance.now();
      lookup(point);
      fastest[index] = Math.min(fastest[index] ?? Infinity, (performance.now() - began) * 1_000);
    });
  }
  const sorted = fastest.toSorted((a, b) => a - b);
  return { name, p50: sorted[POINTS / 2] ?? 0, p99: sorted[POINTS * 0.99] ?? 0 };
}

function pointsInUkraine(): Point[] {
  const { south, north, west, east } = UKRAINE_BOUNDS;
  const points: Point[] = [];
  while (points.length < POINTS) {
    const point = {
      latitude: south + Math.random() * (north - south),
      longitude: west + Math.random() * (east - west),
    };
    if (locate(point) !== undefined) points.push(point);
  }
  return points;
}
