import { periodKey, type FigureKind, type OfficialFigure } from './official-figure.ts';
import type { Indicator } from './official-series.ts';

/** The parts of a published total, including the rest that its source does not itemise, without defenders. */
const PARTS = ['deaths_road', 'deaths_fire', 'deaths_water', 'deaths_not_itemised'] as const satisfies Indicator[];

/** A published total that differs from the sum of its published parts. */
export interface SumDifference {
  /** Of the total. */
  readonly seriesId: string;
  readonly kind: FigureKind;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly total: number;
  readonly sum: number;
  /** Parts that are not published. */
  readonly missingParts: readonly Indicator[];
  /** Parts that are published, but not exactly. */
  readonly inexactParts: readonly Indicator[];
}

/** The totals of these periods that differ from what their own publishers state of the parts. */
export function differencesOf(figures: readonly OfficialFigure[], periods: ReadonlySet<string>): SumDifference[] {
  const ofPeriods = figures.filter((figure) => periods.has(periodKey(figure)));
  const together = Map.groupBy(ofPeriods, (figure) => `${periodKey(figure)} ${figure.series.publisherUk}`);
  return [...together.values()].flatMap((each) => differenceOf(each) ?? []);
}

/**
 * How the total of one period differs from its parts, also if some of them are missing or not exact: readers learn which.
 * Undefined if it does not, if it is not exact itself, or if it has no parts.
 *
 * @param figures of one publisher, kind, and period, each indicator once.
 */
export function differenceOf(figures: readonly OfficialFigure[]): SumDifference | undefined {
  const published = new Map(figures.map((figure) => [figure.series.indicator, figure]));
  const total = published.get('deaths_total');
  const parts = PARTS.flatMap((part) => published.get(part) ?? []);
  if (total === undefined || total.qualifier !== 'exact' || parts.length === 0) return undefined;
  const sum = parts.reduce((added, { value }) => added + value, 0);
  if (sum === total.value) return undefined;
  const { series, kind, periodStart, periodEnd, value } = total;
  return {
    seriesId: series.id,
    kind,
    periodStart,
    periodEnd,
    total: value,
    sum,
    missingParts: PARTS.filter((part) => !published.has(part)),
    inexactParts: parts.filter(({ qualifier }) => qualifier !== 'exact').map(({ series: { indicator } }) => indicator),
  };
}
