import { cellOf, referenceOf } from './border-grid.ts';
import type { BorderGrid } from './border-grid.ts';
import { NO_UNIT } from './border-table.ts';

/**
 * The units that contain a point of the table's grid, in the order of their codes: usually one, none in a gap between
 * units or abroad, two where borders overlap.
 *
 * Walks from the reference point of the cell, whose units are known, along the row and then up or down the column of the
 * point, and notes the borders that it crosses. Both legs lie in the cell, so its own edges suffice.
 */
export function unitsAt(
  { table, columns, rows, firstEdge, edges, ...grid }: BorderGrid,
  x: number,
  y: number,
): readonly number[] {
  const [column, row] = [cellOf(x), cellOf(y)];
  if (column < 0 || row < 0 || column >= columns || row >= rows) return NONE;
  const cell = row * columns + column;
  const atReference = grid.unitSets[grid.unitsAtReference[cell] ?? 0] ?? NONE;
  const { x: fromX, y: fromY } = referenceOf(column, row);
  let crossed: Set<number> | undefined;
  const [first = 0, end = 0] = [firstEdge[cell], firstEdge[cell + 1]];
  for (let index = first; index < end; index += 1) {
    const edge = edges[index] ?? 0;
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [table.x[edge], table.y[edge], table.x[edge + 1], table.y[edge + 1]];
    const [dx, dy] = [x2 - x1, y2 - y1];
    // The side of the corner decides on both legs, so that rounding cannot count an edge there twice or never.
    const isCornerLeft = dx * (fromY - y1) - dy * (x - x1) > 0;
    const crossesRow = y1 < fromY !== y2 < fromY && isCornerLeft !== dx * (fromY - y1) - dy * (fromX - x1) > 0;
    const crossesColumn = x1 < x !== x2 < x && isCornerLeft !== dx * (y - y1) - dy * (x - x1) > 0;
    if (crossesRow === crossesColumn) continue;
    crossed ??= new Set(atReference);
    toggle(crossed, table.unitA[edge] ?? NO_UNIT);
    toggle(crossed, table.unitB[edge] ?? NO_UNIT);
  }
  return crossed === undefined ? atReference : [...crossed].toSorted((a, b) => a - b);
}

const NONE: readonly number[] = [];

function toggle(units: Set<number>, unit: number): void {
  if (unit !== NO_UNIT && !units.delete(unit)) units.add(unit);
}
