import { CELL, cellOf } from './border-grid.ts';
import type { BorderGrid } from './border-grid.ts';
import { NO_UNIT } from './border-table.ts';

const METRES_PER_DEGREE = (6_371_008.8 * Math.PI) / 180;

export interface NearestBorder {
  readonly metres: number;
  /** One or two units that the nearest border bounds, as indexes of the table's codes; the lower one first. */
  readonly units: readonly number[];
}

/**
 * The nearest border within reach of a point of the table's grid: the cells around it, ring after ring. Distances are
 * on a plane that touches the sphere at the point's latitude: the error is below 1 % within 50 kilometres.
 */
export function nearestBorder(grid: BorderGrid, x: number, y: number, reachMetres: number): NearestBorder | undefined {
  const { step, origin } = grid.table;
  const perY = step.latitude * METRES_PER_DEGREE;
  const perX = step.longitude * METRES_PER_DEGREE * Math.cos(((origin.latitude + y * step.latitude) * Math.PI) / 180);
  const search = { x, y, perX, perY, squared: reachMetres ** 2, edge: -1 };
  const [column, row] = [cellOf(x), cellOf(y)];
  // Metres from the point to the nearest side of its own cell; each ring adds a cell.
  const margin = Math.min(
    (x - column * CELL) * perX,
    ((column + 1) * CELL - x) * perX,
    (y - row * CELL) * perY,
    ((row + 1) * CELL - y) * perY,
  );
  const cellMetres = CELL * Math.min(perX, perY);
  for (let ring = 0; ring === 0 || (margin + (ring - 1) * cellMetres) ** 2 <= search.squared; ring += 1) {
    searchRing(grid, search, column, row, ring);
  }
  if (search.edge < 0) return undefined;
  const units = [grid.table.unitA[search.edge] ?? NO_UNIT, grid.table.unitB[search.edge] ?? NO_UNIT];
  return { metres: Math.sqrt(search.squared), units: units.filter((unit) => unit !== NO_UNIT) };
}

interface Search {
  readonly x: number;
  readonly y: number;
  /** Metres of a step of the grid. */
  readonly perX: number;
  readonly perY: number;
  /** Square of the shortest distance so far, in metres. */
  squared: number;
  /** Its edge; -1 while there is none. */
  edge: number;
}

function searchRing(grid: BorderGrid, search: Search, column: number, row: number, ring: number): void {
  for (let at = Math.max(0, row - ring); at <= Math.min(grid.rows - 1, row + ring); at += 1) {
    const isWholeRow = Math.abs(at - row) === ring;
    const step = isWholeRow || ring === 0 ? 1 : 2 * ring;
    for (let cell = column - ring; cell <= column + ring; cell += step) {
      if (cell >= 0 && cell < grid.columns) searchCell(grid, search, at * grid.columns + cell);
    }
  }
}

function searchCell({ table, firstEdge, edges }: BorderGrid, search: Search, cell: number): void {
  const [first = 0, end = 0] = [firstEdge[cell], firstEdge[cell + 1]];
  for (let index = first; index < end; index += 1) {
    const edge = edges[index] ?? 0;
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [table.x[edge], table.y[edge], table.x[edge + 1], table.y[edge + 1]];
    const squared = squaredDistance(search, x1, y1, x2, y2);
    // Of two edges that are equally near, the one that comes first in the table counts.
    if (squared > search.squared || (squared === search.squared && edge >= search.edge && search.edge >= 0)) continue;
    search.squared = squared;
    search.edge = edge;
  }
}

function squaredDistance({ x, y, perX, perY }: Search, x1: number, y1: number, x2: number, y2: number): number {
  const [ax, ay] = [(x1 - x) * perX, (y1 - y) * perY];
  const [dx, dy] = [(x2 - x1) * perX, (y2 - y1) * perY];
  const along = Math.min(1, Math.max(0, -(ax * dx + ay * dy) / (dx * dx + dy * dy)));
  return (ax + along * dx) ** 2 + (ay + along * dy) ** 2;
}
