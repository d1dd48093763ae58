import { NO_UNIT, readBorderTable } from './border-table.ts';
import type { BorderTable } from './border-table.ts';
import { simplify } from './simplify.ts';

/** Longitude and latitude, WGS 84. */
export type Position = readonly [longitude: number, latitude: number];

/** The borders of a unit, or of several together, for drawing: what an odd number of rings encloses is inside. */
export interface Outline {
  readonly code: string;
  /** Each closed: the last point is the first. */
  readonly rings: readonly (readonly Position[])[];
}

export interface OutlineOptions {
  /** The unit that a hromada, special city, or AR Crimea is drawn as part of, such as its oblast. Undefined: left out. */
  readonly unitOf: (code: string) => string | undefined;
  /** How far a border may be moved, so that it has fewer points. Neighbours keep a common border. */
  readonly toleranceMetres: number;
}

/** A line on the grid of the table between two units. */
interface Chain {
  readonly points: readonly number[];
  readonly units: readonly string[];
}

/** The outlines of all units, by code. Reads the borders, which takes a tenth of a second: keep the result. */
export function outlines({ unitOf, toleranceMetres }: OutlineOptions, table = readBorderTable()): Outline[] {
  const chains = joinChains(arcsBetween(table, unitOf)).map((chain) => ({
    ...chain,
    points: simplify(chain.points, (point) => metresOf(table, point), toleranceMetres),
  }));
  const byUnit = Map.groupBy(
    chains.flatMap((chain) => chain.units.map((unit) => ({ unit, chain }))),
    ({ unit }) => unit,
  );
  return [...byUnit]
    .map(([code, all]) => {
      const rings = visible(table, ringsOf(all.map(({ chain }) => chain)), toleranceMetres ** 2);
      return { code, rings: rings.map((ring) => toPositions(table, ring)) };
    })
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** The arcs that bound a unit. Ends that are the same point have the same index. */
function arcsBetween(table: BorderTable, unitOf: OutlineOptions['unitOf']): Chain[] {
  const units = table.codes.map(unitOf);
  const identity = pointIdentity(table);
  const arcs: Chain[] = [];
  const { edges } = table;
  for (let start = 0, next = 1; start < edges.length; start = next, next += 1) {
    while (edges[next] === (edges[next - 1] ?? 0) + 1) next += 1;
    const [first, last] = [edges[start] ?? 0, (edges[next - 1] ?? 0) + 1];
    const [one, other] = [units[table.unitA[first] ?? NO_UNIT], units[table.unitB[first] ?? NO_UNIT]];
    // An arc inside a unit bounds nothing.
    if (one === other) continue;
    const points = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    points[0] = identity(first);
    points[points.length - 1] = identity(last);
    arcs.push({ points, units: [one, other].flatMap((unit) => unit ?? []) });
  }
  return arcs;
}

function pointIdentity({ x, y }: BorderTable): (point: number) => number {
  const first = new Map<number, number>();
  return (point) => {
    const key = (x[point] ?? 0) * 0x1_00_00_00 + (y[point] ?? 0);
    const known = first.get(key) ?? point;
    first.set(key, known);
    return known;
  };
}

/** Joins lines of the same units that meet where no other line does, so that the point between them can be left out. */
function joinChains(chains: readonly Chain[]): Chain[] {
  return [...Map.groupBy(chains, ({ units }) => units.toSorted().join(' ')).values()].flatMap((ofUnits) => {
    const lines = joinLines(
      ofUnits.map(({ points }) => points),
      (node) => degreeOf(chains).get(node) === 2,
    );
    return lines.map((points) => ({ points, units: ofUnits[0]?.units ?? [] }));
  });
}

const degrees = new WeakMap<readonly Chain[], ReadonlyMap<number, number>>();

/** How many lines end at each point. */
function degreeOf(chains: readonly Chain[]): ReadonlyMap<number, number> {
  const known = degrees.get(chains);
  if (known !== undefined) return known;
  const counts = new Map<number, number>();
  for (const { points } of chains) {
    for (const end of [points[0] ?? -1, points.at(-1) ?? -1]) counts.set(end, (counts.get(end) ?? 0) + 1);
  }
  degrees.set(chains, counts);
  return counts;
}

function ringsOf(chains: readonly Chain[]): number[][] {
  const lines = joinLines(
    chains.map(({ points }) => points),
    () => true,
  );
  // Without an area there is nothing to draw.
  return lines.filter((line) => line[0] === line.at(-1) && line.length > 3);
}

/** Without islands that are too small to be seen, unless the unit has no larger one. */
function visible(table: BorderTable, rings: readonly number[][], leastArea: number): number[][] {
  const areas = new Map(rings.map((ring) => [ring, areaOf(ring.map((point) => metresOf(table, point)))]));
  const largest = Math.max(...areas.values());
  return rings.filter((ring) => (areas.get(ring) ?? 0) >= Math.min(largest, leastArea));
}

function areaOf(ring: readonly { readonly x: number; readonly y: number }[]): number {
  let [twice, before] = [0, ring.at(-1)];
  for (const point of ring) {
    if (before !== undefined) twice += before.x * point.y - point.x * before.y;
    before = point;
  }
  return Math.abs(twice) / 2;
}

/** Joins lines end to end wherever they may be joined. */
function joinLines(lines: readonly (readonly number[])[], mayJoin: (node: number) => boolean): number[][] {
  const open = new Map<number, Set<number[]>>();
  const joined = new Set<number[]>();
  const ends = (line: readonly number[]) => [line[0] ?? -1, line.at(-1) ?? -1] as const;
  const forget = (line: number[]) => {
    joined.delete(line);
    for (const end of ends(line)) open.get(end)?.delete(line);
  };
  for (const each of lines) {
    let line = [...each];
    for (;;) {
      const [first, last] = ends(line);
      if (first === last) break;
      const after = mayJoin(last) ? [...(open.get(last) ?? [])][0] : undefined;
      const other = after ?? (mayJoin(first) ? [...(open.get(first) ?? [])][0] : undefined);
      if (other === undefined) break;
      forget(other);
      if (after === undefined) line.reverse();
      if (ends(other)[0] !== line.at(-1)) other.reverse();
      line = line.concat(other.slice(1));
    }
    joined.add(line);
    const [first, last] = ends(line);
    if (first === last) continue;
    for (const end of [first, last]) open.set(end, (open.get(end) ?? new Set()).add(line));
  }
  return [...joined];
}

const METRES_PER_DEGREE = (6_371_008.8 * Math.PI) / 180;

/** On a plane that is true to scale in the middle of the country. */
function metresOf({ x, y, step }: BorderTable, point: number): { readonly x: number; readonly y: number } {
  const middle = Math.cos((48.5 * Math.PI) / 180);
  return {
    x: (x[point] ?? 0) * step.longitude * METRES_PER_DEGREE * middle,
    y: (y[point] ?? 0) * step.latitude * METRES_PER_DEGREE,
  };
}

function toPositions({ x, y, origin, step }: BorderTable, ring: readonly number[]): Position[] {
  return ring.map((point) => [
    origin.longitude + (x[point] ?? 0) * step.longitude,
    origin.latitude + (y[point] ?? 0) * step.latitude,
  ]);
}
