import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { decodeLine } from './encoded-line.ts';

const FILE = fileURLToPath(import.meta.resolve('@safe-community/territory/data/borders.txt'));

/** In place of the second unit of an edge that bounds one unit only. */
export const NO_UNIT = 0xff_ff;

/**
 * The edges of all borders, on a grid of whole numbers. An edge runs from point `i` to point `i + 1` of its arc. A point
 * of the plane is in a unit if a way from it to the outside crosses edges of the unit an odd number of times.
 */
export interface BorderTable {
  /** Codes of the units: hromadas, special cities, and AR Crimea as a whole. */
  readonly codes: readonly string[];
  readonly origin: { readonly latitude: number; readonly longitude: number };
  /** Degrees of a step of the grid. */
  readonly step: { readonly latitude: number; readonly longitude: number };
  /** Coordinates of the points on the grid, arc after arc. */
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** The two units that the edge from this point bounds, as indexes of `codes`. */
  readonly unitA: Uint16Array;
  readonly unitB: Uint16Array;
  /** The points from which an edge runs. */
  readonly edges: Int32Array;
}

/** Reads data/borders.txt: some 20 milliseconds. */
export function readBorderTable(text = readFileSync(FILE, 'utf8')): BorderTable {
  const [grid = '', codes = '', ...arcs] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [longitude = 0, latitude = 0, stepLongitude = 0, stepLatitude = 0] = grid.split('\t').map(Number);
  return {
    codes: codes.split('\t'),
    origin: { latitude, longitude },
    step: { latitude: stepLatitude, longitude: stepLongitude },
    ...readArcs(arcs),
  };
}

function readArcs(lines: readonly string[]): Pick<BorderTable, 'x' | 'y' | 'unitA' | 'unitB' | 'edges'> {
  const [x, y, unitA, unitB, edges]: number[][] & { length: 5 } = [[], [], [], [], []];
  for (const line of lines) {
    const end = line.indexOf('\t');
    const [a = NO_UNIT, b = NO_UNIT] = line.slice(0, end).split(' ').map(Number);
    const numbers = decodeLine(line, end + 1);
    let [atX, atY] = [0, 0];
    for (let index = 0; index < numbers.length; index += 2) {
      const [dx = 0, dy = 0] = [numbers[index], numbers[index + 1]];
      // An edge without length bounds nothing.
      if (index > 0 && (dx !== 0 || dy !== 0)) edges.push(x.length - 1);
      else if (index > 0) continue;
      [atX, atY] = [atX + dx, atY + dy];
      x.push(atX);
      y.push(atY);
      unitA.push(a);
      unitB.push(b);
    }
  }
  return {
    x: Int32Array.from(x),
    y: Int32Array.from(y),
    unitA: Uint16Array.from(unitA),
    unitB: Uint16Array.from(unitB),
    edges: Int32Array.from(edges),
  };
}
