import type { Installation } from '@safe-community/domain-kit';
import { z } from 'zod';
import type { ReadMeasures, ReadSensitiveMeasures, Measure } from '../measures/module.ts';
import { chooseFigures, FIGURE_LEVELS, GROUPS, type FigureChoice } from './figure-choice.ts';
import type { ReadFigures } from './figures.client.ts';
import { operation, refused } from './operation.api.ts';
import { isOblast } from './places.api.ts';
import { month, oblast, pageSize } from './parameters.api.ts';
import { figureList, measureList, type measure as measureSchema } from './schemas.api.ts';
import { nextPage, provenanceLines, PUBLISHER, written } from './words.ts';

type MeasureAnswer = z.input<typeof measureSchema>;

/** What there is to ask for. */
export function measuresOperation(readMeasures: ReadMeasures, readSensitive: ReadSensitiveMeasures) {
  return operation({
    id: 'listMeasures',
    path: 'measures',
    summary: 'What is measured',
    description:
      'Every measure with its definition, unit, source, and what is left out. Those of sensitive categories are listed apart: they cannot be queried.',
    parameters: z.object({}),
    answer: measureList,
    csv: ({ measures }) => ({
      comments: [PUBLISHER.en],
      headings: [
        'name',
        'title_uk',
        'title_en',
        'unit',
        'kind',
        'definition_uk',
        'definition_en',
        'lowest_level',
        'counted_from',
      ],
      rows: measures.map(({ name, title, unit, kind, definition, lowest_level: level, counted_from: sources }) => [
        name,
        title.uk,
        title.en,
        unit,
        kind,
        definition.uk,
        definition.en,
        level,
        sources.join(' '),
      ]),
    }),
    async read() {
      const [measures, sensitive] = await Promise.all([readMeasures(), readSensitive()]);
      return {
        measures: measures.map(toAnswer),
        sensitive: sensitive.map(({ countedFrom, isReleased, unit, ...texts }) => ({
          ...texts,
          unit: unit.en,
          counted_from: [...countedFrom],
          released: isReleased,
        })),
      };
    },
  });
}

const groupBy = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim()))
  .pipe(
    z.array(z.enum(GROUPS, { error: `must be a list of ${GROUPS.join(', ')}` })).max(4, { error: 'must be at most 4' }),
  )
  .default([])
  .meta({ description: `A list, separated by commas, of ${GROUPS.join(', ')}.` });

const PARAMETERS = z.object({
  measure: z
    .string({ error: 'must be given: the name of a measure of /api/v1/measures' })
    .regex(/^[a-z][a-z0-9_]{2,59}$/, { error: 'must be the name of a measure: see /api/v1/measures' })
    .meta({ description: 'Name of a measure of /api/v1/measures.', examples: ['incidents'] }),
  level: z
    .enum(FIGURE_LEVELS, { error: `must be one of ${FIGURE_LEVELS.join(', ')}` })
    .default('country')
    .meta({ description: 'country, oblast, or hromada; default country.' }),
  oblast: oblast.optional().meta({ description: 'Only this oblast, or the hromadas in it.' }),
  from_month: month.optional().meta({ description: 'First month; default: twelve months.' }),
  to_month: month.optional().meta({ description: 'Last month, which has ended; default: the last one.' }),
  group_by: groupBy,
  page_size: pageSize,
  page_token: z.string().max(400, { error: 'must be the next_page_token of the page before' }).optional(),
});

interface FigureSources {
  readonly installation: Installation;
  readonly readMeasures: ReadMeasures;
  readonly readFigures: ReadFigures;
  /** The periods that may be asked for today. */
  readonly periods: () => { readonly months: FigureChoice['period']; readonly weeks: FigureChoice['period'] };
}

export function figuresOperation({ installation, readMeasures, readFigures, periods }: FigureSources) {
  return operation({
    id: 'queryFigures',
    path: 'figures',
    summary: 'Counted figures of a measure',
    description:
      'Country and oblasts: whole months that have ended. Hromadas: 52 weeks. What a figure leaves out is in `suppression`.',
    parameters: PARAMETERS,
    answer: figureList,
    csv: ({ measure, period, figures, next_page_token: next, suppression, level, provenance }) => ({
      comments: [
        `${measure.name}: ${measure.title.uk} · ${measure.title.en}, ${measure.unit}`,
        measure.definition.uk,
        measure.definition.en,
        suppression.uk,
        suppression.en,
        `${level}, ${period.first_day} to ${period.last_day}`,
        ...provenanceLines(provenance),
        ...nextPage(next),
      ],
      headings: [
        'territory',
        'first_day',
        'last_day',
        'category',
        'channel',
        'responder',
        'value',
        'cases',
        'sample_size',
        'effective_sample_size',
        'low',
        'high',
        'completeness',
        'covered_percent',
      ],
      rows: figures.map((figure) => [
        figure.territory,
        (figure.period ?? period).first_day,
        (figure.period ?? period).last_day,
        figure.category,
        figure.channel,
        figure.responder,
        figure.value,
        figure.cases,
        figure.sample?.size ?? null,
        figure.sample?.effective_size ?? null,
        figure.sample?.low ?? null,
        figure.sample?.high ?? null,
        figure.coverage?.completeness ?? null,
        figure.coverage?.covered_percent ?? null,
      ]),
    }),
    async read({ page_size: size, page_token: token = '', ...ask }) {
      if (ask.oblast !== undefined && !isOblast(ask.oblast)) return refused('oblast', 'must be a known oblast');
      const found = (await readMeasures()).find(({ name }) => name === ask.measure);
      const choice = chooseFigures(ask, found, periods());
      if ('errors' in choice) return { status: 400, errors: choice.errors };
      const { figures, next } = await readFigures({ ...choice, pageSize: size, pageToken: token });
      const { measure, level, period } = choice;
      return {
        measure: toAnswer(measure),
        level,
        period: { first_day: written(period.from), last_day: written(period.to) },
        grouped_by: [...choice.groupBy],
        suppression: measure.suppression,
        provenance: { installation, publisher: PUBLISHER, counted_from: [...measure.countedFrom], population: null },
        figures: [...figures],
        next_page_token: next,
      };
    },
  });
}

export function toAnswer(measure: Measure): MeasureAnswer {
  const { name, title, unit, kind, definition, suppression, lowestLevel } = measure;
  return {
    name,
    title,
    unit: unit.en,
    kind,
    definition,
    counted_from: [...measure.countedFrom],
    suppression,
    dimensions: [...measure.dimensions],
    lowest_level: lowestLevel,
    relative_error: measure.relativeError,
    least_cases: measure.leastCases,
  };
}
