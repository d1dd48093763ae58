import type { DraftFigure, OfficialFigure } from '../src/official-figures/official-figure.ts';
import type { Indicator } from '../src/official-figures/official-figure.ts';

/** The ministry's statement of 4 November 2021, from which the figures of the tests come. */
const STATEMENT = {
  publisherUk: 'Міністерство внутрішніх справ України',
  publisherEn: 'Ministry of Internal Affairs of Ukraine',
  title: 'Statement on the programme "Safe Community"',
  published: '2021-11-04',
  sentence: '',
  link: '',
};

/** A figure of the year 2020. */
export function figure(indicator: Indicator, value: number, more: Partial<OfficialFigure> = {}): OfficialFigure {
  return {
    indicator,
    kind: 'observed',
    value,
    qualifier: 'exact',
    periodStart: '2020-01-01',
    periodEnd: '2020-12-31',
    provenance: STATEMENT,
    ...more,
  };
}

/** A figure of one day. */
export function onDay(day: string, indicator: Indicator, value: number, more: Partial<OfficialFigure> = {}) {
  return figure(indicator, value, { periodStart: day, periodEnd: day, ...more });
}

/** A figure with fields that break rules. */
export function draft(more: Partial<DraftFigure>): DraftFigure {
  return { ...figure('deaths_road', 3_554), ...more };
}

/** The deaths of 2020 as published, and the rest that the statement does not itemise. */
export const DEATHS_2020: readonly OfficialFigure[] = [
  figure('deaths_road', 3_554),
  figure('deaths_fire', 1_728),
  figure('deaths_water', 1_201),
  figure('deaths_not_itemised', 1_331),
  figure('deaths_total', 7_814),
  figure('defenders_killed', 50),
];
