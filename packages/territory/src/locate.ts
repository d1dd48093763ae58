import { buildBorderGrid } from './borders/border-grid.ts';
import type { BorderGrid } from './borders/border-grid.ts';
import { readBorderTable } from './borders/border-table.ts';
import { nearestBorder } from './borders/nearest-border.ts';
import { unitsAt } from './borders/units-at.ts';
import { isInWaters } from './borders/waters.ts';
import { UKRAINE_BOUNDS } from './distance.ts';
import type { Point } from './distance.ts';
import { oblastDigits } from './katottg.ts';
import { findOblast } from './oblasts.ts';

/**
 * How sure the answer is:
 * - `inside`: within the borders, farther from each of them than they may be wrong;
 * - `near_border`: so near to a border that the neighbour may be right too;
 * - `offshore`: on the sea, at most 12 nautical miles from the borders; the unit is that of the nearest coast.
 */
export type Certainty = 'inside' | 'near_border' | 'offshore';

export interface LocatedPoint {
  /** KATOTTG code of a hromada or special city; undefined in AR Crimea. */
  readonly code: string | undefined;
  /** Of the oblast, AR Crimea, or special city. */
  readonly oblastCode: string;
  readonly certainty: Certainty;
  /** To the nearest border of a hromada, special city, AR Crimea, or the country; at sea, to the coast. */
  readonly distanceToBorderMetres: number;
  /** On the other side of the nearest border; undefined if that is abroad, the sea, or AR Crimea. */
  readonly neighbourCode: string | undefined;
}

/**
 * Borders are exact to about this. The source keeps bends of 110 metres and drops smaller ones, its borders of two
 * neighbours lie up to 107 metres apart, and the table's grid has steps of 13 metres.
 */
export const BORDER_ERROR_METRES = 250;

/** What to show wherever borders, or answers that follow from them, are shown. */
export const BORDERS_ATTRIBUTION =
  'Borders: github.com/slawomirmatuszak/ukrainian_geodata (local elections of 2020, OPORA), CC BY 4.0; ' +
  'simplified, as of 2020, no legal force';

/** The same in Ukrainian. */
export const BORDERS_ATTRIBUTION_UK =
  'Межі: github.com/slawomirmatuszak/ukrainian_geodata (місцеві вибори 2020 року, ОПОРА), CC BY 4.0; ' +
  'спрощені, станом на 2020 рік, без юридичної сили';

/** The territorial sea: 12 nautical miles. */
const OFFSHORE_METRES = 22_224;
/** More than from any point inside to its nearest border. */
const ANY_DISTANCE_METRES = 500_000;
/** Its border as a whole is in the same source as those of hromadas (`data/borders.txt`); its hromadas have none there. */
const CRIMEA = 'UA01000000000013043';

let grid: BorderGrid | undefined;

/**
 * The hromada or special city at a point, by the borders of 2020; in AR Crimea only the republic. Undefined for a point that is not in Ukraine, up to 12
 * nautical miles off its coast included, or not finite.
 *
 * Reads the borders on the first call (about 0.15 seconds, 5 MB); then it takes some 3 microseconds.
 */
export function locate(point: Point): LocatedPoint | undefined {
  if (!isInReach(point)) return undefined;
  grid ??= buildBorderGrid(readBorderTable());
  const { codes, origin, step } = grid.table;
  const x = (point.longitude - origin.longitude) / step.longitude;
  const y = (point.latitude - origin.latitude) / step.latitude;
  // Where borders overlap, the unit with the lower code counts.
  const [unit] = unitsAt(grid, x, y);
  const border = nearestBorder(grid, x, y, unit === undefined ? OFFSHORE_METRES : ANY_DISTANCE_METRES);
  if (border === undefined) return undefined;
  const isNear = border.metres <= BORDER_ERROR_METRES;
  if (unit === undefined && !isNear && !isInWaters(point)) return undefined;
  const found = codes[unit ?? border.units[0] ?? -1] ?? '';
  const neighbour = codes[border.units.find((other) => codes[other] !== found) ?? -1];
  return {
    code: hromadaOf(found),
    oblastCode: findOblast(oblastDigits(found))?.code ?? found,
    certainty: certaintyOf(unit !== undefined, isNear),
    distanceToBorderMetres: border.metres,
    neighbourCode: hromadaOf(neighbour),
  };
}

/** False for what is no number, or so far away that no border can be in reach. */
function isInReach({ latitude, longitude }: Point): boolean {
  const { south, north, west, east } = UKRAINE_BOUNDS;
  return latitude > south - 0.5 && latitude < north + 0.5 && longitude > west - 0.5 && longitude < east + 0.5;
}

function certaintyOf(isInside: boolean, isNear: boolean): Certainty {
  if (isNear) return 'near_border';
  return isInside ? 'inside' : 'offshore';
}

function hromadaOf(unit: string | undefined): string | undefined {
  return unit === CRIMEA ? undefined : unit;
}
