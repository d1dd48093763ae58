import { CRIMEAN_TOWNS } from './crimean-towns.ts';
import { distanceKm } from './distance.ts';
import type { Point } from './distance.ts';
import { hromadas } from './hromadas.ts';
import { specialCities } from './special-cities.ts';

/**
 * Maximum distance in kilometres at which a place is near a centre. The most remote places of the country are 51 km
 * (Snake Island) and 47 km (Prypiat) from the nearest centre; Bălți is 59 km, Chișinău 61 km away.
 */
const REACH_KM = 55;

/**
 * Each centre is in a cell of a grid whose cells are nowhere narrower than the reach: half a degree of latitude is 55.6
 * km, one of longitude 55.6 km at 60° and more to the south. So everything in reach is in the point's cell or an
 * adjacent one.
 */
const CELL = { latitude: 0.5, longitude: 1 } as const;
const CELLS_A_ROW = 360 / CELL.longitude;

/** Offsets from a cell's number to its own and the eight adjacent cells. */
const AROUND = [-CELLS_A_ROW, 0, CELLS_A_ROW].flatMap((row) => [row - 1, row, row + 1]);

/** Whether the centre of a hromada or special city, or a town of AR Crimea, is within reach. */
export function isNearCentre(point: Point): boolean {
  const cell = cellOf(point);
  return AROUND.some((step) => centresIn(cell + step).some((centre) => distanceKm(point, centre) <= REACH_KM));
}

const NONE: readonly Point[] = [];

let grid: ReadonlyMap<number, readonly Point[]> | undefined;

function centresIn(cell: number): readonly Point[] {
  grid ??= Map.groupBy<number, Point>([...hromadas(), ...specialCities(), ...CRIMEAN_TOWNS], cellOf);
  return grid.get(cell) ?? NONE;
}

/** Cells are numbered from west to east, row by row from south to north. */
function cellOf({ latitude, longitude }: Point): number {
  return Math.floor(latitude / CELL.latitude) * CELLS_A_ROW + Math.floor(longitude / CELL.longitude);
}
