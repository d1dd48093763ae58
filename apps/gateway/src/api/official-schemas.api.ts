import { z } from 'zod';
import { OFFICIAL_QUALIFIERS } from '../official/module.ts';
import { day, localized, period, SCHEMAS } from './schemas.api.ts';

export const seriesId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { error: 'must be the id of a series: see /api/v1/official' })
  .meta({ description: 'Id of a series of /api/v1/official.', examples: ['patrol-police-deaths-road'] });

const qualifier = z
  .enum(OFFICIAL_QUALIFIERS)
  .meta({ description: 'more: published as "over"; about: as "about"; preliminary: before the period was over.' });

const other = z
  .object({
    series: seriesId,
    publisher: localized,
    value: z.number(),
    qualifier,
    why: localized.nullable().meta({ description: 'Why both differ; null if nobody says why.' }),
  })
  .register(SCHEMAS, {
    id: 'OtherFigure',
    description: 'Where another series states something else of the same period.',
  });

const statement = z
  .object({
    kind: z.enum(['observed', 'target']),
    period,
    value: z.number(),
    qualifier,
    published: day.meta({ description: 'Day of publication.' }),
    replaces: day.nullable().meta({ description: 'Day of the statement that it says it replaces.' }),
    counts: z.boolean().meta({ description: 'False of an earlier statement (vintage) of the same period.' }),
    title: z.string().meta({ description: 'Of the document or statement.' }),
    sentence: z.string().nullable().meta({ description: 'That states it, in the language of the source.' }),
    link: z.string().nullable(),
    note: localized.nullable(),
    others: z.array(other),
  })
  .register(SCHEMAS, { id: 'OfficialStatement', description: 'A figure as it was published.' });

const series = z
  .object({
    id: seriesId,
    indicator: z.string().meta({ examples: ['deaths_road'] }),
    name: localized,
    publisher: localized,
    definition: localized,
    unit: z.string().meta({ examples: ['people', 'per cent'] }),
    licence: localized,
    differs: localized.nullable().meta({
      description: 'Why it differs from other series of its indicator; null if nobody says why.',
    }),
    statements: z.array(statement).meta({
      description: 'A year without one is a gap: it was not published, and is not 0.',
    }),
  })
  .register(SCHEMAS, {
    id: 'OfficialSeries',
    description: 'What one publisher publishes by one definition. Do not add up or compare different series.',
  });

export const officialSeries = z
  .object({ series: z.array(series) })
  .register(SCHEMAS, { id: 'OfficialSeriesList', description: 'Published figures, which are never computed again.' });
