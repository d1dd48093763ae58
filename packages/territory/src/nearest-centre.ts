import { CRIMEAN_TOWNS } from './crimean-towns.ts';
import { distanceKm } from './distance.ts';
import type { Point } from './distance.ts';
import type { Hromada } from './hromada.ts';
import { hromadas } from './hromadas.ts';
import { specialCities } from './special-cities.ts';

/**
 * How far from a centre a place may lie that still counts as near it, in kilometres. The most remote places of the
 * country are 51 km (Snake Island) and 47 km (Prypiat) from the nearest centre; Bălți is 59 km, Chișinău 61 km away.
 */
const REACH_KM = 55;

/**
 * Each centre lies in a cell of a grid that is nowhere narrower than the reach: half a degree of latitude is 55.6 km,
 * one of longitude 55.6 km at 60° and more to the south. So whatever is in reach lies in the point's cell or beside it.
 */
const CELL = { latitude: 0.5, longitude: 1 } as const;
const CELLS_A_ROW = 360 / CELL.longitude;

/** From a cell's number to its own and those of the eight around it. */
const AROUND = [-CELLS_A_ROW, 0, CELLS_A_ROW].flatMap((row) => [row - 1, row, row + 1]);

interface NearestCentre {
  /** Undefined when the centre is a town of AR Crimea, whose hromadas are not in the table. */
  readonly hromada: Hromada | undefined;
  readonly distanceKm: number;
}

/** The centre of a hromada, special city or town of AR Crimea that is nearest to the point, when one lies in reach. */
export function nearestCentre(point: Point): NearestCentre | undefined {
  const cell = cellOf(point);
  let nearest: Centre | undefined;
  let shortest = REACH_KM;
  for (const step of AROUND) {
    for (const centre of centresIn(cell + step)) {
      const distance = distanceKm(point, centre.place);
      if (distance > shortest) continue;
      shortest = distance;
      nearest = centre;
    }
  }
  return nearest && { hromada: nearest.hromada, distanceKm: shortest };
}

interface Centre {
  readonly place: Point;
  readonly hromada: Hromada | undefined;
}

const NONE: readonly Centre[] = [];

let grid: ReadonlyMap<number, readonly Centre[]> | undefined;

function centresIn(cell: number): readonly Centre[] {
  grid ??= Map.groupBy(centres(), ({ place }) => cellOf(place));
  return grid.get(cell) ?? NONE;
}

function centres(): Centre[] {
  return [
    ...[...hromadas(), ...specialCities()].map((hromada) => ({ place: hromada, hromada })),
    ...CRIMEAN_TOWNS.map((place) => ({ place, hromada: undefined })),
  ];
}

/** Cells are numbered from west to east, row by row from south to north. */
function cellOf({ latitude, longitude }: Point): number {
  return Math.floor(latitude / CELL.latitude) * CELLS_A_ROW + Math.floor(longitude / CELL.longitude);
}
