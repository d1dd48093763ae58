import { findMeasure, type Figure, type FigureCoverage } from '../src/figures/module.ts';
import { coverageOf } from '../src/sources/module.ts';
import { periodOf, type ScorecardPeriod } from '../src/scorecard/period.ts';
import { rowsOf, type Row, type RowSources } from '../src/scorecard/rows.ts';
import { spansOf } from '../src/scorecard/spans.ts';

/** The first half of a year. */
export const HALF_A_YEAR = periodOf({ firstDay: '', lastDay: '', knownOn: '' }, '2026-06-30');

/** That of a territory for whose people sources report a whole figure, none, or a share. */
export function reportedBy(share: number): FigureCoverage {
  const covered = { share, isWhole: share === 1, isAny: share > 0 };
  const isOfIncidents = ({ measure }: Figure) => findMeasure(measure)?.matter !== undefined;
  return {
    cover: (figure) =>
      isOfIncidents(figure) ? { ...figure, coverage: coverageOf(covered, figure.value > 0) } : figure,
    isWhole: () => covered.isWhole,
  };
}

/** Figures by span: those that name a day are of its week. */
export type Given = Partial<Record<keyof ReturnType<typeof spansOf>, readonly Figure[]>>;

/** What rows are computed from: nothing but what is given. */
export function rowSources(
  given: Given,
  more: Partial<Omit<RowSources, keyof Given>> & {
    readonly period?: ScorecardPeriod;
    readonly coverage?: FigureCoverage;
  } = {},
): RowSources {
  const { period = HALF_A_YEAR, coverage = reportedBy(1) } = more;
  const spans = spansOf(period);
  const of = (name: keyof Given) => ({
    span: spans[name],
    coverage,
    figures: (given[name] ?? []).filter(({ from }) => from === undefined),
  });
  return {
    period,
    current: of('current'),
    weeks: (given.current ?? []).filter(({ from }) => from !== undefined),
    yearBefore: of('yearBefore'),
    baseYear: of('baseYear'),
    wholeYearBefore: of('wholeYearBefore'),
    official: [],
    released: new Map(),
    targets: [],
    ...more,
  };
}

export function rowOf(id: string, sources: RowSources): Row | undefined {
  return rowsOf(sources).find(({ promise }) => promise.id === id);
}
