import { NO_UNIT, readBorderTable } from './borders/border-table.ts';

let neighbours: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * The hromadas and special cities that share a stretch of border with this one, by code; AR Crimea is one unit. Of the
 * borders of 2020: show `BORDERS_ATTRIBUTION` beside them. Empty for an unknown code.
 *
 * The first call reads the borders (some 20 milliseconds).
 */
export function neighboursOf(code: string): readonly string[] {
  neighbours ??= readNeighbours();
  return neighbours.get(code) ?? [];
}

function readNeighbours(): ReadonlyMap<string, readonly string[]> {
  const { codes, edges, unitA, unitB } = readBorderTable();
  const found = new Map<string, Set<string>>(codes.map((code) => [code, new Set()]));
  for (const edge of edges) {
    const [a = NO_UNIT, b = NO_UNIT] = [unitA[edge], unitB[edge]];
    const [codeA, codeB] = [codes[a], codes[b]];
    if (codeA === undefined || codeB === undefined) continue;
    found.get(codeA)?.add(codeB);
    found.get(codeB)?.add(codeA);
  }
  return new Map([...found].map(([code, others]) => [code, [...others].toSorted()]));
}
