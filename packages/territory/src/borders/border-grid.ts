import { NO_UNIT } from './border-table.ts';
import type { BorderTable } from './border-table.ts';

/** Steps of the table's grid along a side of a cell, a power of two: about 3.3 kilometres. */
const CELL_BITS = 8;
export const CELL = 1 << CELL_BITS;

/**
 * A point of a cell whose units are known. No point of the table has such coordinates, and they are no simple fractions,
 * so that no edge runs through it.
 */
const REFERENCE = { x: CELL / 2 + 0.485_868, y: CELL / 2 + 0.487_692 } as const;

/** Cells over all borders, each with the edges that may lie in it, and the units that contain its reference point. */
export interface BorderGrid {
  readonly table: BorderTable;
  readonly columns: number;
  readonly rows: number;
  /** The edges of cell `c` are `edges[firstEdge[c]]` to `edges[firstEdge[c + 1] - 1]`. */
  readonly firstEdge: Int32Array;
  readonly edges: Int32Array;
  /** For each cell, the index in `unitSets` of the units that contain its reference point. */
  readonly unitsAtReference: Uint16Array;
  readonly unitSets: readonly (readonly number[])[];
}

export function buildBorderGrid(table: BorderTable): BorderGrid {
  const columns = (max(table.x) >> CELL_BITS) + 1;
  const rows = (max(table.y) >> CELL_BITS) + 1;
  return { table, columns, rows, ...edgesByCell(table, columns, rows), ...unitsByCell(table, columns, rows) };
}

/** Registers each edge in all cells of its bounding box. */
function edgesByCell(table: BorderTable, columns: number, rows: number): Pick<BorderGrid, 'firstEdge' | 'edges'> {
  const firstEdge = new Int32Array(columns * rows + 1);
  forEachCellOfEdge(table, columns, (cell) => (firstEdge[cell + 1] = (firstEdge[cell + 1] ?? 0) + 1));
  for (let cell = 0; cell < columns * rows; cell += 1) {
    firstEdge[cell + 1] = (firstEdge[cell + 1] ?? 0) + (firstEdge[cell] ?? 0);
  }
  const edges = new Int32Array(firstEdge.at(-1) ?? 0);
  const next = firstEdge.slice();
  forEachCellOfEdge(table, columns, (cell, edge) => {
    const place = next[cell] ?? 0;
    edges[place] = edge;
    next[cell] = place + 1;
  });
  return { firstEdge, edges };
}

function forEachCellOfEdge(
  { x, y, edges }: BorderTable,
  columns: number,
  visit: (cell: number, edge: number) => void,
): void {
  for (const edge of edges) {
    const [x1 = 0, x2 = 0, y1 = 0, y2 = 0] = [x[edge], x[edge + 1], y[edge], y[edge + 1]];
    for (let row = Math.min(y1, y2) >> CELL_BITS; row <= Math.max(y1, y2) >> CELL_BITS; row += 1) {
      for (let column = Math.min(x1, x2) >> CELL_BITS; column <= Math.max(x1, x2) >> CELL_BITS; column += 1) {
        visit(row * columns + column, edge);
      }
    }
  }
}

/** Walks each row of reference points from west to east and notes which units it enters and leaves. */
function unitsByCell(
  table: BorderTable,
  columns: number,
  rows: number,
): Pick<BorderGrid, 'unitsAtReference' | 'unitSets'> {
  const unitsAtReference = new Uint16Array(columns * rows);
  const unitSets: number[][] = [[]];
  const numbers = new Map<string, number>([['', 0]]);
  crossingsByRow(table, rows).forEach((crossings, row) => {
    const inside = new Set<number>();
    let next = 0;
    for (let column = 0; column < columns; column += 1) {
      const { x } = referenceOf(column, row);
      for (; next < crossings.length && (crossings[next]?.x ?? Infinity) < x; next += 1) {
        toggle(inside, crossings[next]?.units ?? []);
      }
      const units = [...inside].toSorted((a, b) => a - b);
      const key = units.join();
      const number = numbers.get(key) ?? unitSets.push(units) - 1;
      numbers.set(key, number);
      unitsAtReference[row * columns + column] = number;
    }
  });
  return { unitsAtReference, unitSets };
}

interface Crossing {
  readonly x: number;
  readonly units: readonly number[];
}

/** Where edges cross the line through the reference points of each row, from west to east. */
function crossingsByRow({ x, y, unitA, unitB, edges }: BorderTable, rows: number): Crossing[][] {
  const crossings = Array.from({ length: rows }, (): Crossing[] => []);
  for (const edge of edges) {
    const [x1 = 0, x2 = 0, y1 = 0, y2 = 0] = [x[edge], x[edge + 1], y[edge], y[edge + 1]];
    const units = [unitA[edge] ?? NO_UNIT, unitB[edge] ?? NO_UNIT].filter((unit) => unit !== NO_UNIT);
    for (let row = Math.min(y1, y2) >> CELL_BITS; row <= Math.max(y1, y2) >> CELL_BITS; row += 1) {
      const line = referenceOf(0, row).y;
      if (y1 < line === y2 < line) continue;
      crossings[row]?.push({ x: x1 + ((line - y1) * (x2 - x1)) / (y2 - y1), units });
    }
  }
  for (const ofRow of crossings) ofRow.sort((a, b) => a.x - b.x);
  return crossings;
}

function toggle(inside: Set<number>, units: readonly number[]): void {
  for (const unit of units) if (!inside.delete(unit)) inside.add(unit);
}

export function referenceOf(column: number, row: number): { readonly x: number; readonly y: number } {
  return { x: column * CELL + REFERENCE.x, y: row * CELL + REFERENCE.y };
}

/** The cell of a coordinate on the table's grid. */
export function cellOf(coordinate: number): number {
  return Math.floor(coordinate / CELL);
}

function max(numbers: Int32Array): number {
  return numbers.reduce((most, number) => Math.max(most, number), 0);
}
