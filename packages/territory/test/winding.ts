import type { Point } from '../src/index.ts';
import type { Topology } from '../scripts/border-rows.ts';

type Ring = readonly (readonly [number, number])[];

/** Polygons of a unit, each with its outer ring first and then its holes, in degrees. */
export interface UnitPolygons {
  readonly id: string;
  readonly polygons: readonly {
    readonly rings: readonly Ring[];
    readonly box: readonly [number, number, number, number];
  }[];
}

/** The polygons of a TopoJSON file, as it defines them. */
export function readRings(text: string): UnitPolygons[] {
  const { arcs, transform, objects } = JSON.parse(text) as Topology;
  const absolute = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]): [number, number] => {
      x += dx;
      y += dy;
      return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]];
    });
  });
  const ringOf = (indexes: readonly number[]): Ring =>
    indexes.flatMap((index) => (index < 0 ? (absolute[~index] ?? []).toReversed() : (absolute[index] ?? [])));
  return Object.values(objects)
    .flatMap(({ geometries }) => geometries)
    .map((geometry) => ({
      id: geometry.id,
      polygons: (geometry.type === 'Polygon' ? [geometry.arcs] : geometry.arcs).map((polygon) => {
        const rings = polygon.map(ringOf);
        const [longitudes, latitudes] = [0, 1].map((axis) => (rings[0] ?? []).map((point) => point[axis] ?? 0));
        const box = [longitudes, latitudes].flatMap((values = []) => [Math.min(...values), Math.max(...values)]);
        return { rings, box: box as unknown as [number, number, number, number] };
      }),
    }));
}

/** The units with a polygon around whose outer ring the point winds, and around none of its holes. */
export function unitsByWinding(units: readonly UnitPolygons[], { latitude, longitude }: Point): string[] {
  return units
    .filter(({ polygons }) =>
      polygons.some(({ rings, box: [west, east, south, north] }) => {
        if (longitude < west || longitude > east || latitude < south || latitude > north) return false;
        const [outer = [], ...holes] = rings;
        return winds(outer, longitude, latitude) && !holes.some((hole) => winds(hole, longitude, latitude));
      }),
    )
    .map(({ id }) => id);
}

/** Whether the angles from the point to the ring add up to a full turn. */
function winds(ring: Ring, x: number, y: number): boolean {
  let angle = 0;
  ring.forEach(([x1, y1], index) => {
    const [x2, y2] = ring[(index + 1) % ring.length] ?? [x1, y1];
    const [ax, ay, bx, by] = [x1 - x, y1 - y, x2 - x, y2 - y];
    angle += Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
  });
  return Math.abs(angle) > Math.PI;
}
