import { z } from 'zod';
import { seriesChart, type ReadSeries, type SeriesView } from '../official/module.ts';
import { LANGUAGES } from '../site/module.ts';
import type { Endpoint } from '../web/module.ts';
import { officialSeries, seriesId } from './official-schemas.api.ts';
import { operation, PREFIX, problemAnswer, refused, unknownAmong } from './operation.api.ts';

const UNKNOWN = ['series', 'must be the id of a series: see /api/v1/official'] as const;

/** Published figures by series, never mixed. */
export function officialOperation(readSeries: ReadSeries) {
  return operation({
    id: 'listOfficialSeries',
    path: 'official',
    summary: 'Published figures by series',
    description:
      'Every statement of every series, with its source and day of publication. Two publishers make two series: never mix them. /api/v1/official.svg?series=…&language=uk draws one by year.',
    parameters: z.object({ series: seriesId.optional() }),
    answer: officialSeries,
    csv: ({ series }) => ({
      comments: series.map(({ id, publisher, definition, licence }) =>
        [id, publisher.en, definition.en, licence.en].join(' · '),
      ),
      headings: [
        'series',
        'indicator',
        'publisher_uk',
        'publisher_en',
        'unit',
        'kind',
        'first_day',
        'last_day',
        'value',
        'qualifier',
        'published',
        'replaces',
        'counts',
        'title',
        'link',
        'note_uk',
        'note_en',
      ],
      rows: series.flatMap(({ id, indicator, publisher, unit, statements }) =>
        statements.map((each) => [
          id,
          indicator,
          publisher.uk,
          publisher.en,
          unit,
          each.kind,
          each.period.first_day,
          each.period.last_day,
          each.value,
          each.qualifier,
          each.published,
          each.replaces,
          each.counts,
          each.title,
          each.link,
          each.note?.uk ?? null,
          each.note?.en ?? null,
        ]),
      ),
    }),
    async read({ series: wanted }) {
      const found = (await readSeries()).filter(({ id }) => wanted === undefined || id === wanted);
      if (wanted !== undefined && found.length === 0) return refused(...UNKNOWN);
      return { series: found.map(toAnswer) };
    },
  });
}

function toAnswer({ differs, statements, ...series }: SeriesView): z.input<typeof officialSeries>['series'][number] {
  return {
    ...series,
    differs: differs ?? null,
    statements: statements.map(({ from, to, replaces, sentence, link, note, others, ...stated }) => ({
      ...stated,
      period: { first_day: from, last_day: to },
      replaces: replaces ?? null,
      sentence: sentence || null,
      link: link || null,
      note: note ?? null,
      others: others.map(({ seriesId: series, why, ...other }) => ({ ...other, series, why: why ?? null })),
    })),
  };
}

/** The drawing of the page as a file. */
export function officialDrawing(readSeries: ReadSeries): Endpoint {
  return {
    path: `${PREFIX}official.svg`,
    async read({ query, asked }) {
      const unknown = unknownAmong(asked(), ['series', 'language']);
      const language = LANGUAGES.find((each) => each === (query('language') || 'uk'));
      const wrong = language === undefined ? [{ parameter: 'language', rule: 'must be uk or en' }] : [];
      if (language === undefined || unknown.length > 0) {
        return problemAnswer(400, 'Invalid parameters', [...unknown, ...wrong]);
      }
      const series = (await readSeries()).find(({ id }) => id === query('series'));
      const svg = series && seriesChart(series, language, { width: 800, id: 'series' });
      if (svg === undefined) {
        const [parameter, rule] = UNKNOWN;
        return problemAnswer(400, 'Invalid parameters', [{ parameter, rule: `${rule}, which can be drawn by year` }]);
      }
      return { status: 200, contentType: 'image/svg+xml; charset=utf-8', body: svg };
    },
  };
}
