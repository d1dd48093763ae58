import type { StatedFigure } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { SERIES_FIELDS, STATED_COLUMNS } from '../figure-file/figure-fields.ts';
import { isoDate } from '../scorecard/numbers.ts';
import { FIGURE_KINDS, INDICATORS, QUALIFIERS } from '../wording/indicators.ts';

/** What an import reads, and what the service determines. */
export const CSV_HEADING = [
  'series',
  ...SERIES_FIELDS,
  'kind',
  'period_start',
  'period_end',
  'value',
  'qualifier',
  'published',
  'replaces',
  'title',
  'sentence',
  'note_uk',
  'note_en',
  'link',
  ...STATED_COLUMNS,
];

export function csvRow({ figure, counts, importedTime, difference }: StatedFigure) {
  const { series, provenance } = figure ?? {};
  return [
    series?.id,
    series && INDICATORS.wordOf(series.indicator),
    series?.nameUk,
    series?.nameEn,
    series?.publisherUk,
    series?.publisherEn,
    series?.definitionUk,
    series?.definitionEn,
    series?.unit,
    series?.licenceUk,
    series?.licenceEn,
    series?.differsUk,
    series?.differsEn,
    figure && FIGURE_KINDS.wordOf(figure.kind),
    isoDate(figure?.periodStart),
    isoDate(figure?.periodEnd),
    figure?.value,
    figure && QUALIFIERS.wordOf(figure.qualifier),
    isoDate(provenance?.published),
    isoDate(provenance?.replaces),
    provenance?.title,
    provenance?.sentence,
    provenance?.noteUk,
    provenance?.noteEn,
    provenance?.link,
    counts,
    importedTime?.toISOString(),
    difference?.sum,
    difference?.missingParts.map(INDICATORS.wordOf).join(' '),
  ];
}
