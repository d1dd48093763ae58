import type { FigureKind, Indicator, OfficialFigure } from './official-figure.ts';

/** The parts of a published total, including the rest that its source does not itemise, without defenders. */
const PARTS = ['deaths_road', 'deaths_fire', 'deaths_water', 'deaths_not_itemised'] as const satisfies Indicator[];

/** A published total that differs from the sum of its parts. */
export interface SumDifference {
  readonly kind: FigureKind;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly total: number;
  readonly sum: number;
}

/**
 * How the total of one period differs from its parts; undefined if it does not, or if one of them is not known exactly.
 *
 * @param figures of one kind and period, each indicator once.
 */
export function differenceOf(figures: readonly OfficialFigure[]): SumDifference | undefined {
  const exact = new Map(
    figures.filter(({ qualifier }) => qualifier === 'exact').map((figure) => [figure.indicator, figure]),
  );
  const total = exact.get('deaths_total');
  const parts = PARTS.flatMap((part) => exact.get(part) ?? []);
  if (total === undefined || parts.length < PARTS.length) return undefined;
  const sum = parts.reduce((added, { value }) => added + value, 0);
  if (sum === total.value) return undefined;
  const { kind, periodStart, periodEnd, value } = total;
  return { kind, periodStart, periodEnd, total: value, sum };
}
