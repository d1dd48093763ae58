import type { DraftFigure, OfficialFigure } from '../src/official-figures/official-figure.ts';
import type { DraftSeries, Indicator, OfficialSeries } from '../src/official-figures/official-series.ts';

/** The ministry's statement of 4 November 2021, from which the figures of the tests come. */
const STATEMENT = {
  title: 'Statement on the programme "Safe Community"',
  published: '2021-11-04',
  sentence: '',
  link: '',
  replaces: undefined,
  noteUk: '',
  noteEn: '',
};

/** The series of the promises, in these tests all of one publisher. */
const IDS: Partial<Record<Indicator, string>> = {
  deaths_road: 'patrol-police-deaths-road',
  hromadas: 'government-hromadas',
  trust_percent: 'ministry-trust',
  camera_coverage_percent: 'ministry-camera-coverage',
};

/** A series of an indicator, as the ministry publishes it. */
export function seriesOf(indicator: Indicator, more: Partial<OfficialSeries> = {}): OfficialSeries {
  return {
    id: IDS[indicator] ?? `ministry-${indicator.replaceAll('_', '-')}`,
    indicator,
    nameUk: 'Опубліковане число',
    nameEn: 'A published number',
    publisherUk: 'Міністерство внутрішніх справ України',
    publisherEn: 'Ministry of Internal Affairs of Ukraine',
    definitionUk: 'Як у заяві',
    definitionEn: 'As stated',
    unit: indicator.endsWith('_percent') ? 'per cent' : 'people',
    licenceUk: 'Факти не охороняються авторським правом',
    licenceEn: 'Facts are not protected by copyright',
    differsUk: '',
    differsEn: '',
    ...more,
  };
}

/** A series that is named by its id alone. */
export function referenceTo(id: string): DraftSeries {
  const empty = Object.keys(seriesOf('deaths_road')).map((field) => [field, '']);
  return { ...(Object.fromEntries(empty) as unknown as OfficialSeries), indicator: undefined, id };
}

/** A figure of the year 2020. */
export function figure(indicator: Indicator, value: number, more: Partial<OfficialFigure> = {}): OfficialFigure {
  return {
    series: seriesOf(indicator),
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
