import { readFileSync } from 'node:fs';

import type { Point } from '../src/index.ts';

const FILE = new URL('../data/borders.txt', import.meta.url);

export interface Segment {
  readonly from: Point;
  readonly to: Point;
  readonly units: readonly string[];
}

/** All segments of the table of borders in degrees, read without the code that is tested. */
export function readSegments(): Segment[] {
  const [grid = '', codes = '', ...arcs] = readFileSync(FILE, 'utf8')
    .replace(/^#.*\n/gmu, '')
    .trimEnd()
    .split('\n');
  const [west = 0, south = 0, width = 0, height = 0] = grid.split('\t').map(Number);
  const names = codes.split('\t');
  return arcs.flatMap((arc) => {
    const [indexes = '', line = ''] = arc.split('\t');
    const units = indexes.split(' ').map((index) => names[Number(index)] ?? '');
    let [x, y] = [0, 0];
    const points = pairs(numbersOf(line)).map(([east, north]): Point => {
      [x, y] = [x + east, y + north];
      return { longitude: west + x * width, latitude: south + y * height };
    });
    return points.slice(1).map((to, index) => ({ from: points[index] ?? to, to, units }));
  });
}

function pairs(numbers: readonly number[]): [number, number][] {
  return Array.from({ length: numbers.length / 2 }, (_, index) => [
    numbers[2 * index] ?? 0,
    numbers[2 * index + 1] ?? 0,
  ]);
}

/** The numbers of an encoded polyline, character by character as its description says. */
function numbersOf(line: string): number[] {
  return (line.match(/[_-~]*[?-^]/gu) ?? []).map((chunk) => {
    const bits = [...chunk].map((character) => ((character.codePointAt(0) ?? 0) - 63) % 32);
    const value = bits.reduceRight((number, five) => number * 32 + five, 0);
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  });
}

/** The units whose segments a ray from the point to the north crosses an odd number of times. */
export function unitsByRayCasting(segments: readonly Segment[], { latitude, longitude }: Point): string[] {
  const crossed = segments.filter(({ from, to }) => {
    if (from.longitude > longitude === to.longitude > longitude) return false;
    const share = (longitude - from.longitude) / (to.longitude - from.longitude);
    return from.latitude + share * (to.latitude - from.latitude) > latitude;
  });
  const counts = Map.groupBy(
    crossed.flatMap(({ units }) => units),
    (unit) => unit,
  );
  return [...counts].filter(([, crossings]) => crossings.length % 2 === 1).map(([unit]) => unit);
}
