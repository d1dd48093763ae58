import { known, type Funnel } from '../chart.ts';
import { limitsAt, positionOf, type FunnelPosition } from '../funnel-position.ts';

const LINES = 14;

/** The shape says the position: triangles point away from the mean, filled ones are beyond the outer limits. */
export const SYMBOLS: Readonly<Record<FunnelPosition, string>> = {
  farAbove: '▲',
  above: '△',
  within: '•',
  below: '▽',
  farBelow: '▼',
};
/** Where points share a character, the farthest one is shown. */
const FARTHEST_LAST: readonly FunnelPosition[] = ['within', 'below', 'above', 'farBelow', 'farAbove'];
const MEAN = '─';
const LIMIT = { inner: '.', outer: ':' } as const;

/** What stands for the limits and the mean in the plot. */
export const LINE_SYMBOLS = { mean: MEAN, ...LIMIT } as const;

/** Rates (upwards) against population (to the right, equal steps are equal ratios), without axes. */
export function funnelPlot({ points, limits, mean }: Funnel, columns: number): string[] {
  const placed = points.filter((point) => known(point) !== undefined && point.population > 0);
  if (placed.length === 0) return [];
  const logs = placed.map(({ population }) => Math.log(population));
  const [first, last] = [Math.min(...logs), Math.max(...logs)];
  const highest = Math.max(mean?.value ?? 0, ...placed.map((point) => known(point) ?? 0));
  const columnOf = (population: number) =>
    last === first
      ? Math.floor(columns / 2)
      : Math.round(((Math.log(population) - first) / (last - first)) * (columns - 1));
  const lineOf = (rate: number) =>
    highest <= 0 ? LINES - 1 : Math.round((1 - Math.min(1, Math.max(0, rate / highest))) * (LINES - 1));
  const grid = Array.from({ length: LINES }, () => Array.from({ length: columns }, () => ' '));
  const put = (line: number, column: number, symbol: string) => {
    const row = grid[line];
    if (row !== undefined) row[column] = symbol;
  };
  for (let column = 0; column < columns; column++) {
    const share = columns === 1 ? 0 : column / (columns - 1);
    const at = limitsAt(Math.exp(first + (last - first) * share), limits);
    if (mean !== undefined) put(lineOf(mean.value), column, MEAN);
    for (const [name, rate] of at === undefined ? [] : edgesOf(at)) {
      if (rate > 0 && rate <= highest) put(lineOf(rate), column, LIMIT[name]);
    }
  }
  const byPosition = Map.groupBy(placed, (point) => positionOf(point, limits) ?? 'within');
  for (const position of FARTHEST_LAST) {
    for (const point of byPosition.get(position) ?? []) {
      put(lineOf(known(point) ?? 0), columnOf(point.population), SYMBOLS[position]);
    }
  }
  return grid.map((row) => row.join(''));
}

function edgesOf(at: NonNullable<ReturnType<typeof limitsAt>>): (readonly ['inner' | 'outer', number])[] {
  return [
    ['inner', at.innerLow],
    ['inner', at.innerHigh],
    ['outer', at.outerLow],
    ['outer', at.outerHigh],
  ];
}
