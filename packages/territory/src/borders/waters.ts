import type { Point } from '../distance.ts';

/**
 * A rough outline of the Black Sea and the Sea of Azov off Ukraine, longitude and latitude: public geographic facts. It
 * runs over Ukrainian land, because it is asked only of points outside all borders: are they at sea, or abroad?
 */
const OUTLINE: readonly (readonly [number, number])[] = [
  [29.76, 45.15],
  [29.76, 45.45],
  [30.05, 46.05],
  [30.2, 46.6],
  [31.5, 47],
  [33.5, 46.6],
  [35.5, 47.2],
  [38.2, 47.15],
  [38.2, 46.9],
  [36.9, 45.75],
  [36.55, 45.5],
  [36.55, 44.1],
  [32, 44.1],
];

export function isInWaters({ latitude, longitude }: Point): boolean {
  let isInside = false;
  let [lastX, lastY] = OUTLINE.at(-1) ?? [0, 0];
  for (const [x, y] of OUTLINE) {
    const crosses = y > latitude !== lastY > latitude;
    if (crosses && longitude < lastX + ((latitude - lastY) * (x - lastX)) / (y - lastY)) isInside = !isInside;
    [lastX, lastY] = [x, y];
  }
  return isInside;
}
