import { encodeLine } from '../src/borders/encoded-line.ts';

/** What this project reads of a TopoJSON file (github.com/topojson/topojson-specification). */
export interface Topology {
  readonly type: string;
  readonly transform: { readonly scale: readonly [number, number]; readonly translate: readonly [number, number] };
  /** Points of the grid: the first absolute, each other as the difference to the one before it. */
  readonly arcs: readonly (readonly (readonly [number, number])[])[];
  readonly objects: Readonly<Record<string, { readonly geometries: readonly UnitGeometry[] }>>;
}

/** A negative index `i` names the reversed arc `~i`. */
export type UnitGeometry =
  | { readonly type: 'Polygon'; readonly id: string; readonly arcs: readonly (readonly number[])[] }
  | { readonly type: 'MultiPolygon'; readonly id: string; readonly arcs: readonly (readonly (readonly number[])[])[] };

const HEADER = `# Borders of the 1,469 hromadas, Kyiv, Sevastopol, and AR Crimea as a whole: simplified, as of 2020, without legal force.
# Source: github.com/slawomirmatuszak/ukrainian_geodata (borders of the local elections of 2020, OPORA), licence CC BY 4.0
# (https://creativecommons.org/licenses/by/4.0). Changed: slivers removed, neighbours joined, units named by KATOTTG code.
# Made by scripts/build-borders.ts, see README.md.
# First line: longitude and latitude of the grid's origin, and degrees of longitude and latitude of a step of the grid.
# Second line: the codes of the units. Then one line per arc: the indexes of the one or two units that it bounds, and its
# points on the grid, each as the difference to the one before it (encoded polyline algorithm, longitude first).
`;

/** The text of data/borders.txt, independent of the order of units and arcs. */
export function renderBorders({ transform, arcs, objects }: Topology): string {
  const geometries = allGeometries(objects);
  const codes = geometries.map(({ id }) => id).toSorted();
  const bounded = arcs.map((): number[] => []);
  for (const geometry of geometries) {
    for (const index of arcIndexes(geometry)) bounded[index < 0 ? ~index : index]?.push(codes.indexOf(geometry.id));
  }
  const lines = arcs.map((arc, index) => `${unitsBounded(bounded[index] ?? []).join(' ')}\t${encodeLine(arc.flat())}`);
  const grid = [...transform.translate, ...transform.scale].join('\t');
  return `${HEADER}${[grid, codes.join('\t'), ...lines.filter((line) => !line.startsWith('\t')).toSorted()].join('\n')}\n`;
}

/** An arc that one unit has twice, there and back, bounds nothing. */
function unitsBounded(units: readonly number[]): number[] {
  return [...new Set(units)]
    .filter((unit) => units.filter((other) => other === unit).length % 2 === 1)
    .toSorted((a, b) => a - b);
}

/** What is missing or unknown in the source. */
export function borderProblems({ type, arcs, objects }: Topology, expected: readonly string[]): string[] {
  if (type !== 'Topology') return ['the file is no TopoJSON'];
  const found = allGeometries(objects);
  const ids = new Set(found.map(({ id }) => id));
  const known = new Set(expected);
  const uses = new Map<number, number>();
  for (const index of found.flatMap(arcIndexes)) {
    const arc = index < 0 ? ~index : index;
    uses.set(arc, (uses.get(arc) ?? 0) + 1);
  }
  return [
    ...expected.filter((code) => !ids.has(code)).map((code) => `${code}: has no borders`),
    ...[...ids].filter((id) => !known.has(id)).map((id) => `${id}: is no unit of the tables`),
    ...(ids.size === found.length ? [] : ['a unit occurs more than once']),
    ...[...uses].filter(([arc]) => arc >= arcs.length).map(([arc]) => `arc ${arc} does not exist`),
    ...[...uses].filter(([, count]) => count > 2).map(([arc]) => `arc ${arc} bounds more than two units`),
  ];
}

function allGeometries(objects: Topology['objects']): UnitGeometry[] {
  return Object.values(objects).flatMap(({ geometries }) => geometries);
}

function arcIndexes(geometry: UnitGeometry): number[] {
  return geometry.type === 'Polygon' ? geometry.arcs.flat() : geometry.arcs.flat(2);
}
